"""TensorBoard's page of the example's logs, as pictures: `page.py FOLDER CHROMIUM`."""

import os
import pathlib
import subprocess
import sys
import time

from PIL import Image
from playwright.sync_api import sync_playwright

folder, chromium = pathlib.Path(sys.argv[1]), sys.argv[2]
# Dashboard, height of the window, and what it must say.
DASHBOARDS = {
    "scalars": ("scalars&tagFilter=epoch_&_smoothingWeight=0", 770, [
        "epoch_accuracy",
        "epoch_loss",
        "epoch_learning_rate",
        "rate_0.002/train",
        "rate_0.002/validation",
    ]),
    "histograms": ("histograms&tagFilter=kernel", 775, ["Digits/dense/kernel/histogram"]),
    "text": ("text", 900, ["summary", "dense_1 (Dense)", "Total params: 4,810"]),
}


def start():
    """The server, and its address."""
    command = [os.path.abspath(sys.executable), "-m", "tensorboard.main", "--logdir", "logs"]
    command += ["--host", "127.0.0.1", "--port", "0"]
    server = subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True)
    for line in server.stderr:
        if " at http" in line:
            return server, line.split(" at ")[1].split()[0]
    sys.exit("FAILED: TensorBoard did not start")


def picture(page, address, name):
    fragment, height, texts = DASHBOARDS[name]
    page.set_viewport_size({"width": 1200, "height": height})
    page.goto("about:blank")
    page.goto(f"{address}#{fragment}")
    for text in texts:
        page.get_by_text(text).first.wait_for(timeout=60_000)
    # What is drawn moves for a moment.
    time.sleep(3)
    path = folder / f"tensorboard-{name}.png"
    page.screenshot(path=path)
    Image.open(path).convert("RGB").quantize(128).save(path, optimize=True)
    print(f"{path.name}: {path.stat().st_size // 1024} kB")


server, address = start()
try:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        for name in DASHBOARDS:
            picture(page, address, name)
        browser.close()
finally:
    server.terminate()
