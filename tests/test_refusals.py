"""Each service has its own words for the same refusal.

What the services say is written by hand after their documentation: nothing of it was recorded.
"""

import pytest

from summarizer import transport
from summarizer.errors import ArticleTooLongError, ModelError, ReplyError, UnavailableError
from summarizer.refusals import pause_of


class RefusedError(Exception):
    """An error as an SDK raises it: a status, and the body that the server sent."""

    def __init__(self, status_code, body):
        super().__init__()
        self.status_code, self.body = status_code, body


def said(message, **fields):
    return {"message": message, **fields}


TOO_LONG = {
    "OpenAI": (400, said("Your input exceeds the context window of this model.", code="context_length_exceeded")),
    "OpenAI, more than a minute allows": (
        429,
        said("Request too large for gpt-4o on tokens per min (TPM): Limit 30000, Requested 45000.", type="tokens"),
    ),
    "Groq": (413, said("Request too large for model `llama` on tokens per minute (TPM): Limit 6000, Requested 9337")),
    "vLLM": (400, said("This model's maximum context length is 4096 tokens. However, you requested 5000", code=400)),
    "SGLang": (400, said("The input (5000 tokens) is longer than the model's context length (4096 tokens).")),
    "llama.cpp": (400, said("request (5000 tokens) exceeds it", type="exceed_context_size_error")),
    "TGI": (422, "Input validation error: `inputs` must have less than 4095 tokens. Given: 5000"),
    "Together": (422, said("`inputs` tokens + `max_new_tokens` must be <= 8193. Given: 9000 `inputs` tokens")),
    "LM Studio": (400, "The model is loaded with context length of only 4096 tokens, which is not enough."),
    "Mistral": (400, said("Prompt contains 40000 tokens, too large for model with 32768 maximum context length")),
    "xAI": (400, "This model's maximum prompt length is 131072 but the request contains 200000 tokens."),
    "Anthropic": (400, {"type": "error", "error": said("prompt is too long: 208310 tokens > 200000 maximum")}),
    "Google": (400, [{"error": said("The input token count (1200000) exceeds the maximum number of tokens allowed.")}]),
    "Bedrock": (400, said("Input is too long for requested model.")),
    "Cohere": (400, said("too many tokens: total number of tokens in the prompt cannot exceed 4081")),
    "OpenRouter, of a provider": (
        400,
        said("Provider returned error", metadata={"raw": '{"message": "maximum context length is 8192"}'}),
    ),
}
NO_CREDIT = {
    "OpenAI": (429, said("You exceeded your current quota", code="insufficient_quota")),
    "OpenAI, closed": (429, said("Check your billing details.", code="billing_not_active")),
    "Anthropic": (400, {"error": said("Your credit balance is too low to access the Anthropic API.")}),
    "DeepSeek": (402, said("Insufficient Balance")),
    "xAI": (403, "Your team has either used all available credits or reached its monthly spending limit."),
    "LiteLLM": (400, said("Budget has been exceeded! Current cost: 1.2, Max budget: 1.0", type="budget_exceeded")),
    "OpenRouter": (403, said("Key limit exceeded (monthly limit).")),
}
FILTERED = {
    "Azure": (400, said("The response was filtered due to the content management policy.", code="content_filter")),
    "OpenAI": (400, said("Invalid prompt: it may violate our usage policy.", code="invalid_prompt")),
    "OpenRouter": (403, said('gpt-4 requires moderation. Your input was flagged for "violence".')),
    "DeepSeek": (400, said("Content Exists Risk")),
    "Alibaba": (400, said("Input data may contain inappropriate content.", code="data_inspection_failed")),
}
WRONG_KEY = {
    "xAI": (400, "Incorrect API key provided: xa***ab."),
    "Google": (400, [{"error": said("API key not valid. Please pass a valid API key.", status="INVALID_ARGUMENT")}]),
    "anybody": (401, said("no")),
    "OpenAI": (403, said("Country, region, or territory not supported")),
}
NO_MODEL = {
    "Ollama": (404, said('model "qwen3" not found, try pulling it first')),
    "OpenAI": (403, said("Project `p` does not have access to model `gpt-5`", code="model_not_found")),
    "DeepSeek": (400, said("Model Not Exist")),
    "OpenRouter": (400, said("a/b is not a valid model ID")),
    "Mistral": (400, said("Invalid model: a", type="invalid_model")),
}
REFUSALS = [
    *((f"too long: {who}", *told, ArticleTooLongError, "--context") for who, told in TOO_LONG.items()),
    *((f"no credit: {who}", *told, ModelError, "quota of this openai account") for who, told in NO_CREDIT.items()),
    *((f"filtered: {who}", *told, ReplyError, "content filter refused the article") for who, told in FILTERED.items()),
    *((f"key: {who}", *told, ModelError, "Set OPENAI_API_KEY") for who, told in WRONG_KEY.items()),
    *((f"model: {who}", *told, ModelError, "knows no model 'openai/scripted'") for who, told in NO_MODEL.items()),
    ("not valid: Groq", 400, said("Failed to generate JSON.", code="json_validate_failed"), ReplyError, "not valid"),
]


@pytest.mark.parametrize(
    ("status", "body", "kind", "says"), [case[1:] for case in REFUSALS], ids=[c[0] for c in REFUSALS]
)
def test_a_refusal_is_understood_in_the_words_of_each_service_and_is_not_tried_again(status, body, kind, says):
    error = RefusedError(status, body)
    told = transport.explain(error, "openai/scripted", "http://a")
    assert type(told) is kind
    assert says in str(told)
    assert not transport.is_transient(error)


@pytest.mark.parametrize(
    "message",
    [
        "Rate limit reached for gpt-4o on tokens per min (TPM): Limit 30000, Used 25000, Requested 8000. Please wait",
        "Requests have exceeded token rate limit of your current OpenAI S0 pricing tier. Please retry after 6 seconds.",
        "This request would exceed your organization's rate limit of 30,000 input tokens per minute",
        "You exceeded your current quota, please check your plan and billing details. Please retry in 34.07s.",
        "Rate limit exceeded: limit_rpm/meta-llama. High demand for the model",
    ],
)
def test_a_limit_of_a_minute_is_waited_for_and_the_server_is_quoted(message):
    error = RefusedError(429, said(message, code="rate_limit_exceeded", type="tokens"))
    assert transport.is_transient(error)
    told = transport.explain(error, "openai/scripted", "http://a")
    assert type(told) is UnavailableError
    assert message.rstrip(".") in told.message


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("This model does not support response format `json_schema`.", "response format `json_schema`"),
        ({"detail": "response_format is not supported"}, "response_format is not supported"),
        (
            {"detail": [{"msg": "Extra inputs", "loc": ["x"], "input": "flagged"}, {"msg": "a field"}]},
            "Extra inputs; a fie",
        ),
        (said("max_tokens: 8192 > 4096, which is the maximum allowed number of output tokens"), "8192 > 4096"),
    ],
)
def test_what_no_words_explain_is_a_request_that_was_refused(body, says):
    told = transport.explain(RefusedError(400, body), "openai/scripted", "http://a")
    assert type(told) is UnavailableError
    assert told.message.startswith("http://a refused the request (400): ")
    assert says in told.message


def test_an_error_of_awss_sdk_is_read_by_its_own_form():
    def refused(status, code, message):
        error = RuntimeError("An error occurred")
        error.response = {
            "Error": {"Code": code, "Message": message},
            "ResponseMetadata": {"HTTPStatusCode": status, "HTTPHeaders": {}},
        }
        return error

    throttled = refused(429, "ThrottlingException", "Too many requests")
    assert transport.is_transient(throttled)
    too_long = refused(400, "ValidationException", "Input is too long for requested model.")
    told = transport.explain(too_long, "bedrock/a", "bedrock")
    assert isinstance(told, ArticleTooLongError)
    assert not transport.is_transient(too_long)


def test_a_pause_may_be_said_in_the_body():
    info = {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "34.5s"}
    assert pause_of(RefusedError(429, {"error": {"details": [{"@type": "other"}, info]}})) == 34.5
    assert pause_of(RefusedError(429, {"error": {"details": [{"retryDelay": None}]}})) is None
    assert pause_of(RefusedError(429, {"error": {"details": "soon"}})) is None
