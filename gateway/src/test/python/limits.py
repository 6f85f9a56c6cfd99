"""The openai client where limits bind it, as users write it: limits.py BASE_URL KEY CALL.

CALL is pace (calls until one was refused first and succeeded by itself), quota (calls until it is told to give up),
stream (with the usage asked for and not), cut (a stream that the limit ends) or models. Prints what a user of the
client sees.
"""

import sys

import openai

QUESTION = {"model": "tiny-chat", "max_tokens": 10, "messages": [{"role": "user", "content": "hello there"}]}
CALLS = 20


def pace(client: openai.OpenAI) -> None:
    for _ in range(CALLS):
        answer = client.chat.completions.with_raw_response.create(**QUESTION)
        content = answer.parse().choices[0].message.content
        if answer.retries_taken:
            print("answered", content, "after a refusal")
            return
    print("never refused")


def quota(client: openai.OpenAI) -> None:
    try:
        for _ in range(CALLS):
            client.chat.completions.create(**QUESTION)
        print("never refused")
    except openai.RateLimitError as error:
        print(type(error).__name__, error.code, error.type)
        print(error.body["message"])


def stream(client: openai.OpenAI) -> None:
    for options in {}, {"stream_options": {"include_usage": True}}:
        words, usages = "", []
        for chunk in client.chat.completions.create(**QUESTION, stream=True, **options):
            words += (chunk.choices[0].delta.content or "") if chunk.choices else ""
            usages += [chunk.usage.total_tokens] if chunk.usage else []
        print("stream", words, "usage", *usages)


def cut(client: openai.OpenAI) -> None:
    words = ""
    try:
        for chunk in client.chat.completions.create(**QUESTION, stream=True):
            words += chunk.choices[0].delta.content or ""
        print("never cut")
    except openai.APIError as error:
        print("stream", words, error.type, error.code)
        print(error.message)


def models(client: openai.OpenAI) -> None:
    print("models", *(model.id for model in client.models.list()))
    print("model", client.models.retrieve("tiny-chat").id)
    try:
        client.models.retrieve("secret-chat")
    except openai.NotFoundError as error:
        print(type(error).__name__, error.code)


def main() -> int:
    base_url, key, call = sys.argv[1:]
    client = openai.OpenAI(base_url=base_url, api_key=key, max_retries=5, timeout=30)
    {"pace": pace, "quota": quota, "stream": stream, "cut": cut, "models": models}[call](client)
    return 0


if __name__ == "__main__":
    sys.exit(main())
