"""A session of rust-analyzer with one file, whose text changes."""

import json
import os
import queue
import subprocess
import threading
import time

# The content was changed while the answer was made, or the request was cancelled for it.
AGAIN = (-32801, -32802, -32800)


class Failed(Exception):
    """An answer that is an error."""


class Session:
    def __init__(self, program):
        program = os.path.abspath(program)
        self.path = program + "/src/main.rs"
        self.uri = "file://" + self.path
        self.text = "fn main() {}\n"
        self.version = self.number = 1
        self.messages = queue.Queue()
        with open(self.path, "w") as file:
            file.write(self.text)
        self.server = subprocess.Popen(
            ["rust-analyzer"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        threading.Thread(target=self.read, daemon=True).start()
        self.ask(
            "initialize",
            processId=None,
            rootUri="file://" + program,
            capabilities={
                "textDocument": {"hover": {"contentFormat": ["plaintext"]}, "definition": {"linkSupport": True}},
                "experimental": {"serverStatusNotification": True},
            },
            initializationOptions={
                "checkOnSave": False,
                "cachePriming": {"enable": False},
                "completion": {"autoimport": {"enable": False}},
            },
        )
        self.send("initialized")
        document = {"uri": self.uri, "languageId": "rust", "version": 1, "text": self.text}
        self.send("textDocument/didOpen", textDocument=document)
        while True:
            message = self.next()
            if message.get("method") == "experimental/serverStatus" and message["params"]["quiescent"]:
                if message["params"]["health"] != "ok":
                    raise Failed(message["params"].get("message"))
                return

    def read(self):
        while True:
            length = 0
            while line := self.server.stdout.readline().strip():
                name, value = line.split(b":", 1)
                if name.lower() == b"content-length":
                    length = int(value)
            if not length:
                return
            self.messages.put(json.loads(self.server.stdout.read(length)))

    def write(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.server.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.server.stdin.flush()

    def send(self, method, **params):
        self.write({"method": method, "params": params})

    def next(self):
        message = self.messages.get(timeout=300)
        if "method" in message and "id" in message:
            is_settings = message["method"] == "workspace/configuration"
            self.write({"id": message["id"], "result": [{}] if is_settings else None})
        return message

    def ask(self, method, **params):
        while True:
            self.number += 1
            self.write({"id": self.number, "method": method, "params": params})
            while True:
                answer = self.next()
                if answer.get("id") == self.number and "method" not in answer:
                    break
            if "error" not in answer:
                return answer["result"]
            if answer["error"]["code"] not in AGAIN:
                raise Failed(answer["error"]["message"])
            time.sleep(0.2)

    def show(self, text):
        self.text, self.version = text, self.version + 1
        document = {"uri": self.uri, "version": self.version}
        self.send("textDocument/didChange", textDocument=document, contentChanges=[{"text": text}])

    def at(self, offset):
        before = self.text[:offset]
        position = {"line": before.count("\n"), "character": offset - (before.rfind("\n") + 1)}
        return {"textDocument": {"uri": self.uri}, "position": position}

    def completions(self, offset):
        answer = self.ask("textDocument/completion", **self.at(offset)) or []
        return [item["label"] for item in (answer if isinstance(answer, list) else answer["items"])]

    def hover(self, offset):
        answer = self.ask("textDocument/hover", **self.at(offset))
        return answer["contents"]["value"] if answer else ""

    def definitions(self, offset):
        links = self.ask("textDocument/definition", **self.at(offset)) or []
        return [link["targetUri"].removeprefix("file://") for link in links]

    def errors(self):
        answer = self.ask("textDocument/diagnostic", textDocument={"uri": self.uri})
        return [found["message"] for found in answer["items"] if found.get("severity") == 1]

    def end(self):
        self.server.kill()
