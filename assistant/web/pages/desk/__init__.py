"""The pages of the review desk: a queue, a draft to read, comment, correct and decide on, its versions, its history."""

from assistant.web.pages.desk import acts, cases, comparing, drawing, history, module, queue
from assistant.web.pages.desk.doors import DESK

__all__ = ["DESK", "desk_routers"]
# What has a longer path comes first: a module may have any name.
desk_routers = (
    queue.router,
    comparing.router,
    history.router,
    drawing.router,
    acts.router,
    cases.router,
    module.router,
)
