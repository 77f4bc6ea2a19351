"""A bar chart of ratios as SVG: how many times as long as kerust each peer takes."""

import html
import math

WIDTH, LEFT, RIGHT = 860, 190, 70
BAR, GAP, TITLE = 16, 5, 40
KERUST, OTHER, TEXT, FAINT = "#d9480f", "#74a3c7", "#222", "#ddd"


def bars(works):
    """`works`: title → (name → seconds); a panel for each, on one logarithmic scale."""
    panels, top = [], 56
    ratios = [
        seconds / peers["kerust"]
        for peers in works.values()
        if "kerust" in peers
        for seconds in peers.values()
    ]
    most = 10 ** math.ceil(math.log10(max(ratios, default=10)))
    scale = (WIDTH - LEFT - RIGHT) / math.log10(most * 2)
    place = lambda ratio: LEFT + scale * math.log10(max(ratio, 0.5) * 2)
    for title, peers in works.items():
        if "kerust" not in peers:
            continue
        panels.append(text(LEFT, top + 14, title, weight="bold"))
        top += TITLE - 16
        height = len(peers) * (BAR + GAP)
        ratio = 1
        while ratio <= most:
            x = place(ratio)
            panels.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{top}" y2="{top + height}" stroke="{FAINT}"/>')
            panels.append(text(x, top + height + 12, f"{ratio}×", anchor="middle", size=10))
            ratio *= 10
        for name, seconds in sorted(peers.items(), key=lambda item: item[1]):
            ratio = seconds / peers["kerust"]
            colour = KERUST if name == "kerust" else OTHER
            width = place(ratio) - LEFT
            panels.append(f'<rect x="{LEFT}" y="{top}" width="{width:.1f}" height="{BAR}" fill="{colour}"/>')
            panels.append(text(LEFT - 8, top + 12, name, anchor="end"))
            shown = f"{ratio:.1f}×" if ratio < 100 else f"{ratio:.0f}×"
            panels.append(text(LEFT + width + 6, top + 12, shown))
            top += BAR + GAP
        top += TITLE
    head = [
        text(20, 24, "Time as a multiple of kerust's: shorter is faster", size=16, weight="bold"),
        text(20, 42, "logarithmic scale; best of all rounds; benches/peers/RESULTS.md has the numbers", size=11),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{top}" '
        f'font-family="Helvetica, Arial, sans-serif">\n'
        f'<rect width="100%" height="100%" fill="white"/>\n' + "\n".join(head + panels) + "\n</svg>\n"
    )


def text(x, y, words, anchor="start", size=12, weight="normal"):
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" font-weight="{weight}" '
        f'text-anchor="{anchor}" fill="{TEXT}">{html.escape(words)}</text>'
    )
