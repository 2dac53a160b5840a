"""How gunicorn serves the application."""

# Without this gunicorn opens a control socket in the home directory.
control_socket_disable = True
workers = 2
worker_class = "gthread"
threads = 2
reuse_port = True
accesslog = None
errorlog = "-"
loglevel = "warning"
worker_tmp_dir = "/dev/shm"  # noqa: S108 - a heartbeat file in memory, as gunicorn advises


def when_ready(server: object) -> None:
    """Say where to look."""
    address = server.address[0]  # type: ignore[attr-defined]  # gunicorn's own class is untyped
    print(f"Proefplek serves at http://{address[0]}:{address[1]} (stop with Ctrl-C)", flush=True)  # noqa: T201 - whoever started it reads this
