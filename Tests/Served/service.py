"""The demonstration, served by the program in the directory that OBUKA_BIN names."""
import os
import pathlib
import signal
import subprocess

BIN = pathlib.Path(os.environ["OBUKA_BIN"])


class Service:
    """The demonstration, served; ends with `close`."""

    def __init__(self, directory):
        self.environment = {
            **os.environ, "OBUKA_DATA": str(directory / "data"), "OBUKA_LISTEN": "127.0.0.1:0",
        }
        self.log = directory / "log"
        self.obuka("demo", "load")
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [BIN / "obuka", "serve"], env=self.environment, stdout=subprocess.PIPE, stderr=log,
            )
        for line in self.process.stdout:
            if line.startswith(b"ready "):
                self.address = line.split()[1].decode()
                return
        raise SystemExit(self.log.read_text())

    def obuka(self, *arguments):
        return subprocess.run(
            [BIN / "obuka", *arguments], env=self.environment, check=True, capture_output=True,
        ).stdout

    def export(self, certificate, form):
        return self.obuka("certificate", "export", certificate, "--as", form)

    def close(self):
        self.process.send_signal(signal.SIGINT)
        self.process.wait(60)
