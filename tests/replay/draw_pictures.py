"""Draws the pictures of the scenarios: run it to see where they come from, not to change them.

They are files since cassettes hold them byte for byte, and Pillow's next version may write others.
"""

from pathlib import Path

from PIL import Image, ImageDraw

PICTURES = Path(__file__).with_name("pictures")


def draw_face(skin: str, hair: str, mouth: int) -> Image.Image:
    """A face that no detector would take for one, on 160 x 160 pixels."""
    image = Image.new("RGB", (160, 160), "lightsteelblue")
    draw = ImageDraw.Draw(image)
    draw.ellipse((30, 12, 130, 110), fill=hair)
    draw.ellipse((38, 30, 122, 146), fill=skin)
    for x in (62, 98):
        draw.ellipse((x - 9, 72, x + 9, 84), fill="white")
        draw.ellipse((x - 4, 74, x + 4, 82), fill="black")
    draw.line((80, 84, 76, 104, 84, 104), fill="sienna", width=3)
    draw.arc((80 - mouth, 104, 80 + mouth, 130), 10, 170, fill="darkred", width=5)
    return image


def main() -> None:
    """Write the pictures."""
    draw_face("peachpuff", "saddlebrown", 22).save(PICTURES / "ann.png", optimize=True)
    draw_face("peachpuff", "saddlebrown", 12).save(PICTURES / "ann-again.png", optimize=True)
    draw_face("burlywood", "black", 18).save(PICTURES / "ben.jpg", quality=60, optimize=True)


if __name__ == "__main__":
    main()
