"""python -m pipeline: the command line, from a checkout or an installed package."""

from pipeline.cli import main

if __name__ == "__main__":
    main()
