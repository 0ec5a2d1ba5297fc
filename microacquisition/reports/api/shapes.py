"""The words of JSON Schema that the answers are described with, and an example of whatever they describe."""

from typing import Any

Schema = dict[str, Any]
COMPONENTS = "#/components/schemas/"


def ref(name: str) -> Schema:
    """Return the schema of this name."""
    return {"$ref": f"{COMPONENTS}{name}"}


def maybe(schema: Schema) -> Schema:
    """Return the schema, or null."""
    return {"anyOf": [schema, {"type": "null"}]}


def list_of(schema: Schema) -> Schema:
    """Return a list of what the schema describes."""
    return {"type": "array", "items": schema}


def an_object(says: str = "", /, **parts: Schema) -> Schema:
    """Return an object with exactly these parts, all of them there."""
    described: Schema = {
        "type": "object",
        "properties": parts,
        "required": list(parts),
        "additionalProperties": False,
    }
    return {"description": says, **described} if says else described


def text(example: str, says: str = "", **rules: Any) -> Schema:
    """Return a string."""
    described: Schema = {"type": "string", "examples": [example], **rules}
    return {"description": says, **described} if says else described


def code(*known: str, says: str = "") -> Schema:
    """Return one of these codes, which never change."""
    return text(known[0], says, enum=list(known))


def number(example: int, says: str = "") -> Schema:
    """Return a whole number from 0."""
    described: Schema = {"type": "integer", "minimum": 0, "examples": [example]}
    return {"description": says, **described} if says else described


def flag(example: bool, says: str = "") -> Schema:
    """Return yes or no."""
    described: Schema = {"type": "boolean", "examples": [example]}
    return {"description": says, **described} if says else described


def address(example: str, says: str = "") -> Schema:
    """Return an address."""
    return text(example, says, format="uri")


def page_of(items: str, **more: Schema) -> Schema:
    """Return one page of a list."""
    return an_object(
        f"One page of a list of {items}.",
        total=number(1, "How many there are on all pages."),
        page=number(1),
        pages=number(1),
        next=maybe(address("https://example.org/api/v1/opportunities?page=2", "The next page; null on the last.")),
        previous=maybe(address("https://example.org/api/v1/opportunities", "The page before; null on the first.")),
        items=list_of(ref(items)),
        **more,
    )  # fmt: skip


def write_example(schema: Schema, known: dict[str, Schema]) -> Any:
    """Return an example of what the schema describes; `known` holds the schemas it refers to."""
    if "examples" in schema:
        return schema["examples"][0]
    if "$ref" in schema:
        return write_example(known[schema["$ref"].removeprefix(COMPONENTS)], known)
    if "anyOf" in schema:
        return write_example(schema["anyOf"][0], known)
    if schema["type"] == "array":
        return [write_example(schema["items"], known)]
    if isinstance(each := schema["additionalProperties"], dict):
        return {"name": write_example(each, known)}
    return {name: write_example(part, known) for name, part in schema["properties"].items()}
