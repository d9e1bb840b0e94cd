"""Gather Python for the pages of exercises: python -m scripts.page_python."""

from website.solve.gather import main

if __name__ == "__main__":
    main()
