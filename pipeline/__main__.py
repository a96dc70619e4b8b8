"""`berkas` and `python -m pipeline`: the command line, from an installed package or a checkout.

Every process that reads workbooks begins by importing this module again, and has no use for the command line.
"""


def main() -> None:
    """As `pipeline.cli.main`, which is only now imported."""
    from pipeline.cli import main as command_line

    command_line()


if __name__ == "__main__":
    main()
