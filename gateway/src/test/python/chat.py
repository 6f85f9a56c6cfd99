"""The openai client as users write it, against any OpenAI-like service: chat.py BASE_URL KEY."""

import sys

import openai

QUESTION = {"model": "tiny-chat", "max_tokens": 3, "messages": [{"role": "user", "content": "hello there"}]}


def main() -> int:
    base_url, key = sys.argv[1:]
    client = openai.OpenAI(base_url=base_url, api_key=key, max_retries=0, timeout=30)
    print("models", *(model.id for model in client.models.list()))

    answer = client.chat.completions.create(**QUESTION)
    print("unary", answer.choices[0].message.content, "usage", answer.usage.completion_tokens)

    words, usage = "", 0
    for chunk in client.chat.completions.create(**QUESTION, stream=True, stream_options={"include_usage": True}):
        words += (chunk.choices[0].delta.content or "") if chunk.choices else ""
        usage = chunk.usage.completion_tokens if chunk.usage else usage
    print("stream", words, "usage", usage)

    try:
        openai.OpenAI(base_url=base_url, api_key="nobody", max_retries=0).models.list()
    except openai.AuthenticationError as error:
        print("stranger", type(error).__name__, error.code)
    try:
        client.chat.completions.create(**{**QUESTION, "model": "no-such-model"})
    except openai.NotFoundError as error:
        print("no model", type(error).__name__)
    return 0


if __name__ == "__main__":
    sys.exit(main())
