"""Many files: manifest, resume, local processes, Dask."""
