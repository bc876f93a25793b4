"""Write the test vectors anew."""

from tests.vectors import FILE, text

FILE.write_text(text(), encoding="utf-8")
