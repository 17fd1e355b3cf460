"""What the engine tests need: PostgreSQL, nginx, and Java for Spark; installed from Debian's packages where they are not here."""

import shutil
import sys

from hosting import nginx, postgres
from hosting.packages import packages
from hosting.postgres import running

__all__ = ["running"]

if __name__ == "__main__":
    if postgres.binaries() is None and postgres.install() is None:
        sys.exit("No PostgreSQL for the engine tests: install Debian's package `postgresql`.")
    if nginx.program() is None and nginx.install() is None:
        sys.exit("No nginx for the hosting tests: install Debian's package `nginx-light`.")
    if shutil.which("java") is None:
        packages("default-jre-headless")
    if shutil.which("java") is None:
        sys.exit("No Java for Spark: install Debian's package `default-jre-headless`.")
    print(f"PostgreSQL: {postgres.binaries()}, nginx: {nginx.program()}, Java: {shutil.which('java')}")
