"""The story `complete`: two districts, four motivators, eight groups of ten, two months, and nothing wrong."""

from tests.samples import assignment, months, world
from tests.samples.shapes import BookData, Picture, Story


def complete() -> Story:
    """The whole story, ready to be written."""
    people = world.members()
    books = {"penugasan.xlsx": BookData(list(assignment.assignment_sheets(people)), "assignment/1", known=False)}
    pictures = {"logo/wanasari.png": Picture("logo", 1)}
    for facilitator in world.WORLD["facilitators"]:
        code = facilitator["code"]
        pictures[facilitator["photo"]] = Picture("portrait", int(code[-3:]) * 13)
        for month in (1, 2):
            sheets, found = months.monthly(facilitator, month, people)
            books[f"{code}/bulan-{month}.xlsx"] = BookData(sheets, "monthly/1", known=month == 1 or code == "M-002")
            pictures |= {f"{code}/{name}": picture for name, picture in found.items()}
    return Story(books, pictures)
