"""Who is charged inside a sentence, and where a list of names ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from planparse.ingest.text import text_pages
from planparse.parse import parse_plan
from planparse.parse.assignments import charged_by_heading, read_assignment
from planparse.parse.charges import charged_in_bracket
from planparse.parse.units import load_directory
from planparse.parse.verbs import cut_to_names
from planparse.settings import Settings

if TYPE_CHECKING:
    from planparse.model.plan import ParsedPlan


def parsed(text: str) -> ParsedPlan:
    return parse_plan(text_pages(text), Settings())


@pytest.mark.parametrize(
    ("text", "leads", "partners"),
    [
        (
            "Lắp đặt camera\nGiao Công an tỉnh là cơ quan chủ trì, Sở Tài chính và UBND các xã phối hợp.",
            "Công an tỉnh",
            "Sở Tài chính và UBND các xã",
        ),
        ("Đơn thư: Thanh tra huyện phối hợp với Phòng Nội vụ thụ lý.", "Thanh tra huyện", "Phòng Nội vụ"),
        ("Bảo trì đường\nRà soát điểm đen. Sở Xây dựng chịu trách nhiệm thực hiện.", "Sở Xây dựng", ""),
        ("Nước sạch\nThủ trưởng đơn vị chịu trách nhiệm trước UBND tỉnh.", "Thủ trưởng đơn vị", ""),
        ("Tổng hợp: phối hợp với Công an phường treo băng rôn.", "", "Công an phường"),
        ("Giải việt dã: tổ chức vào tháng 3, giao Phòng Văn hóa tham mưu kế hoạch.", "Phòng Văn hóa", ""),
        ("Tập huấn cho chủ cơ sở - Phòng Kinh tế thực hiện.", "Phòng Kinh tế", ""),
        ("Rà soát nhiệm vụ được giao cho Sở Y tế năm trước.", "", ""),
        ("Nước sạch\nLấy mẫu.\nSở Y tế hỗ trợ các xã.", "", ""),
        ("Phát triển đảng viên. Các chi bộ thực hiện thường xuyên trong năm.", "Các chi bộ", ""),
        ("Sở Y tế chủ trì, phối hợp với Sở Nội vụ; xin ý kiến UBND tỉnh.", "Sở Y tế", "Sở Nội vụ"),
        ("Lãnh đạo tổ chức đại hội; Hội Nông dân xã chủ trì thực hiện.", "Hội Nông dân xã", ""),
        ("Học tập nghị quyết (Ban Dân vận tham mưu, chuẩn bị nội dung).", "Ban Dân vận", ""),
        (
            "Học tập nghị quyết (Ban Dân vận chủ trì, Hội Nông dân xã phối hợp; Quý II/2026).",
            "Ban Dân vận",
            "Hội Nông dân xã",
        ),
        ("Sở Tài chính theo chức năng, nhiệm vụ tích cực hướng dẫn các xã.", "Sở Tài chính", ""),
        ("Khi xảy ra sự cố, UBND huyện A phải báo cáo ngay.", "UBND huyện A", ""),
        ("Đối với các trường THPT chủ động liên hệ doanh nghiệp.", "các trường THPT", ""),
        ("Phổ biến kế hoạch đến các phòng, đơn vị liên quan để tổ chức thực hiện.", "", ""),
        ("Hằng năm cử cán bộ, viên chức trực tiếp tham gia ứng phó.", "", ""),
        (
            "Cây giống: Giao Phòng Kinh tế chủ trì, phối hợp với Sở Y tế.",
            "Phòng Kinh tế",
            "Sở Y tế",
        ),
        ("Tuyên truyền: Giao Phòng Văn hóa treo băng rôn.", "Phòng Văn hóa", ""),
        ("Trưởng các thôn vận động mỗi hộ trồng ba cây.", "Trưởng các thôn", ""),
        ("Đề nghị các tổ chức chính trị - xã hội tuyên truyền.", "các tổ chức chính trị - xã hội", ""),
        ("Các chủ đầu tư: Lập tiến độ giải ngân, gửi Sở Tài chính.", "Các chủ đầu tư", ""),
        ("Sở Xây dựng chủ trì, phối hợp với các chủ đầu tư công bố giá.", "Sở Xây dựng", "các chủ đầu tư"),
        ("Sở Y tế\nRà soát; phối hợp với Sở Nội vụ kiểm tra.", "", "Sở Nội vụ"),
        ("Căn cứ đề xuất của các xã, Sở Tài chính chủ trì cân đối vốn.", "Sở Tài chính", ""),
        ("Chi trả: Sau khi mở thẻ, Sở Y tế phối hợp với Sở Tài chính thực hiện.", "Sở Y tế", "Sở Tài chính"),
        ("Căn cứ chỉ tiêu được giao, Sở Y tế được cấp kinh phí theo phân kỳ.", "", ""),
        ("Doanh nghiệp, tổ chức, cá nhân: Quan tâm, đăng ký.", "Doanh nghiệp, tổ chức, cá nhân", ""),
    ],
)
def test_who_is_charged_and_who_helps(text: str, leads: str, partners: str) -> None:
    found = read_assignment(text, load_directory())
    assert (found.leads, found.partners) == (leads, partners)


@pytest.mark.parametrize(
    ("bracket", "leads", "time"),
    [
        ("(Phòng Nội vụ).", "Phòng Nội vụ", ""),
        ("(Phòng Nội vụ, Thanh tra huyện - Quý III/2026)", "Phòng Nội vụ, Thanh tra huyện", "Quý III/2026"),
        ("(Văn phòng Sở thực hiện; hoàn thành trong tháng 5)", "Văn phòng Sở", "hoàn thành trong tháng 5"),
        ("(Ban Dân vận chủ trì, thực hiện trong quý II/2026)", "Ban Dân vận", "trong quý II/2026"),
        ("(kèm theo 02 phụ lục)", "", ""),
        ("(05/6)", "", ""),
        ("(theo Quyết định số 12/QĐ-UBND)", "", ""),
    ],
)
def test_the_bracket_at_the_end(bracket: str, leads: str, time: str) -> None:
    found = charged_in_bracket(f"Rà soát thủ tục hành chính {bracket}", load_directory())
    assert (found.leads, found.time) == (leads, time)


@pytest.mark.parametrize(
    "text", ["gửi về UBND tỉnh (Sở Nội vụ)", "theo hướng dẫn của Bộ Y tế (Cục Y tế dự phòng)"]
)
def test_an_office_in_a_bracket_may_only_be_told(text: str) -> None:
    assert charged_in_bracket(f"Tổng hợp, {text}.", load_directory()).leads == ""


@pytest.mark.parametrize(
    ("heading", "units"),
    [
        ("Doanh nghiệp số", ""),
        (
            "Sở Y tế; Báo và Phát thanh, Truyền hình Cần Thơ",
            "Sở Y tế; Báo và Phát thanh, Truyền hình Cần Thơ",
        ),
        ("Giao Sở Y tế, Ban Dân tộc tỉnh theo chức năng chịu trách nhiệm", "Sở Y tế, Ban Dân tộc tỉnh"),
        ("Sở Y tế chịu trách nhiệm toàn diện về các khâu", "Sở Y tế"),
        (
            "Đề nghị Giám đốc Công an tỉnh, Chánh án Tòa án tỉnh tổ chức thực hiện",
            "Giám đốc Công an tỉnh, Chánh án Tòa án tỉnh",
        ),
        ("Văn phòng điện tử phát triển nhanh", ""),
        ("Nhiệm vụ chung của các sở, ngành", "Các sở, ngành"),
        ("Các ngành, lĩnh vực khác", ""),
        ("Các doanh nghiệp viễn thông", "Các doanh nghiệp viễn thông"),
        ("Sở, ban, ngành liên quan", "Sở, ban, ngành liên quan"),
        ("UBND các xã: An Lạc, Bình Hòa", "UBND các xã: An Lạc, Bình Hòa"),
    ],
)
def test_a_heading_that_names_a_field_of_work_charges_nobody(heading: str, units: str) -> None:
    assert charged_by_heading(heading, load_directory()) == units


def test_what_a_unit_is_told_in_its_field_is_no_part_of_its_name() -> None:
    text = "các đơn vị có liên quan tham mưu hoạt động thuộc lĩnh vực"
    assert cut_to_names(text, load_directory()) == "các đơn vị có liên quan"
    assert cut_to_names("Văn phòng Điều phối nông thôn mới", load_directory()).endswith("nông thôn mới")


def test_months_and_offices_head_the_dashes_below_them() -> None:
    plan = parsed(
        "KẾ HOẠCH\nCông tác năm 2026\nI. CÔNG VIỆC\nTháng 11\n- Tổ chức hội thi.\n- Tập huấn.\nTháng 12\n"
        "- Sơ kết.\n- Tổng kết.\nII. NHIỆM VỤ\nPhòng Nội vụ:\n- Rà soát văn bản.\n"
    )
    assert [
        task.schedule.start.month for task in plan.tasks[:4] if task.schedule and task.schedule.start
    ] == [
        11,
        11,
        12,
        12,
    ]
    assert [unit.name for unit in plan.tasks[-1].lead_units] == ["Phòng Nội vụ"]


def test_one_time_alone_may_be_a_cell() -> None:
    plan = parsed("KẾ HOẠCH\nNăm 2026\nI. NHIỆM VỤ\n1. Rà soát văn bản\nQuý I\n2. Tập huấn\nSở Nội vụ\n")
    assert [section.path for section in plan.sections if "Quý I" in section.path] == []


def test_an_annex_that_assigns_work_is_read_though_no_verb_is_known() -> None:
    plan = parsed(
        "KẾ HOẠCH\nNăm 2026\nI. MỤC ĐÍCH\nNâng cao.\nNơi nhận:\n- Lưu: VT.\nCHỦ TỊCH\nTrần Văn Mẫu\n"
        "PHỤ LỤC\nPHÂN CÔNG NHIỆM VỤ\n1. Tổ Văn nghệ\n- Tập luyện chương trình.\n"
    )
    assert [task.path for task in plan.tasks] == [["annex", "1", "1"]]


def test_another_document_in_the_file_is_told_and_keeps_its_number() -> None:
    one, two = (
        f"UBND HUYỆN A\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: {number}/KH-UBND\nKẾ HOẠCH\nNăm 2026\n"
        "I. NHIỆM VỤ\n1. Tổ chức tập huấn.\nNơi nhận:\n- Lưu: VT.\nCHỦ TỊCH\nTrần Văn Mẫu\n"
        for number in (1, 2)
    )
    plan = parsed(one + two)
    assert [task.id for task in plan.tasks] == ["1/KH-UBND#I.1", "2/KH-UBND#I.1"]
    assert [task.description for task in plan.tasks] == ["Tổ chức tập huấn."] * 2
    assert [warning.code for warning in plan.warnings] == ["several_documents"]


def test_a_great_many_documents_in_one_file_do_no_harm() -> None:
    assert parsed("KẾ HOẠCH\nNơi nhận:\n- Lưu.\n" * 2000).document.type is not None


def test_a_ward_is_no_type_of_document() -> None:
    plan = parsed("UBND PHƯỜNG\nPHƯỜNG AN LẠC TÂY\nSố: 5/KH-UBND\nKẾ HOẠCH HÀNH ĐỘNG\nTiết kiệm năm 2026\n")
    assert plan.document.type is not None
    assert (plan.document.type.code, plan.document.number) == ("KH", "5/KH-UBND")
    assert plan.document.title == "HÀNH ĐỘNG Tiết kiệm năm 2026"


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("Treo cờ từ ngày 15/4/2026 đến ngày 05/5/2026.", "từ ngày 15/4/2026 đến ngày 05/5/2026"),
        ("Tổng hợp số liệu từ ngày 15/12/2025 đến ngày 14/12/2026.", ""),
        ("Hội thao tổ chức vào tháng 3/2026, gồm ba môn.", "vào tháng 3/2026"),
        ("Hưởng ứng Ngày Môi trường thế giới (05/6).", ""),
        ("Định kỳ 6 tháng, hằng năm hoặc đột xuất, báo cáo.", "Định kỳ 6 tháng, hằng năm hoặc đột xuất"),
        ("Cắt giảm thủ tục; báo cáo trước ngày 25 hằng tháng.", "trước ngày 25 hằng tháng"),
        ("Báo cáo Bộ trước ngày 20 tháng cuối quý.", "trước ngày 20 tháng cuối quý"),
    ],
)
def test_times_inside_sentences(text: str, time: str) -> None:
    assert read_assignment(text, load_directory()).time == time


def test_numbers_of_the_party_and_with_strokes() -> None:
    plan = parsed(
        "KẾ HOẠCH\nNăm 2026\nI- MỤC ĐÍCH\n1- Nâng cao.\nII- NHIỆM VỤ\n1- Tuyên truyền.\n2/ Công an xã:\n"
        "a/ Xây dựng kế hoạch.\nb/ Báo cáo kết quả.\nIII- HOẠT ĐỘNG KHÁC\n+ Tập huấn.\n+ Tổ chức hội thi.\n"
    )
    assert [".".join(task.path) for task in plan.tasks] == ["II.1", "II.2.a", "II.2.b", "III.1", "III.2"]


def test_the_bracket_of_a_heading_leads_what_stands_below_it() -> None:
    plan = parsed("KẾ HOẠCH\nNăm 2026\nI. NHIỆM VỤ\n1. Truyền thông (Phòng Tin học chủ trì)\na) Làm video.\n")
    assert [unit.name for unit in plan.tasks[0].lead_units] == ["Phòng Tin học"]


def test_the_time_of_one_event_is_not_that_of_its_neighbours() -> None:
    plan = parsed(
        "KẾ HOẠCH\nNăm 2026\nI. NHIỆM VỤ\n1. Thời gian tổ chức Lễ phát động: 23/02/2026.\n2. Công việc\n"
        "2.1. Treo băng rôn, xong trước ngày 15/02/2026.\n2.2. Chuẩn bị cây giống.\n"
    )
    assert [task.schedule and task.schedule.text for task in plan.tasks] == [
        "xong trước ngày 15/02/2026",
        None,
    ]
