"""Whatever the interface is sent, it answers as its OpenAPI document says, and never with a fault of its own."""

from collections.abc import Iterator

import pytest
import schemathesis
from anyio.from_thread import start_blocking_portal
from hypothesis import settings
from schemathesis.config import (
    CoveragePhaseConfig,
    GenerationConfig,
    PhasesConfig,
    ProjectConfig,
    ProjectsConfig,
    SchemathesisConfig,
)
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import positive_data_acceptance

from assistant.models.hashing import content_hash
from tests.checks.conftest import french_module
from tests.web.asking import PREFIX, application, kept, opened

KNOWN = {"module_id": "m-known", "If-Match": content_hash(french_module())}
"""What makes a request reach a module that is there, in the version that was read."""
EXAMPLES = settings(max_examples=12, deadline=None, derandomize=True, database=None)


def _schema(**parameters: str) -> BaseSchema:
    """The document of an application, and requests made from it: the same in each run."""
    project = ProjectConfig(
        parameters=parameters,
        headers={"Authorization": "Bearer designer"},
        generation=GenerationConfig(deterministic=True, max_examples=12),
        # Every combination of edge values: thousands of requests.
        phases=PhasesConfig(coverage=CoveragePhaseConfig(enabled=False)),
    )
    config = SchemathesisConfig(projects=ProjectsConfig(default=project))
    return schemathesis.openapi.from_asgi(f"{PREFIX}/openapi.json", application(), config=config)


anything, known = _schema(), _schema(**KNOWN)


@pytest.fixture(scope="module", autouse=True)
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A program with one module."""
    data = tmp_path_factory.mktemp("data")
    with start_blocking_portal() as portal, portal.wrap_async_context_manager(opened(data)) as found:
        portal.call(kept, found, KNOWN["module_id"])
        yield


@anything.parametrize()
@EXAMPLES
def test_any_request_is_answered_as_the_document_says(case: schemathesis.Case) -> None:
    # What the shape of a request cannot say is refused as well: an id that is not there, a step that is not open.
    case.call_and_validate(excluded_checks=[positive_data_acceptance])


@known.parametrize()
@EXAMPLES
def test_any_request_about_a_module_is_answered_as_the_document_says(case: schemathesis.Case) -> None:
    if isinstance(case.body, dict):
        case.body.pop("seen", None)  # If-Match names the version
    case.call_and_validate(excluded_checks=[positive_data_acceptance])
