"""The blocks a page is made of, under its text: the one list of them, in the order editors find them."""

from wagtail import blocks

from tremplin.content.blocks.chosen import LaureatesBlock, PeopleBlock
from tremplin.content.blocks.lists import ButtonsBlock, CardsBlock, StepsBlock, TilesBlock
from tremplin.content.blocks.live import FiguresBlock, LiveListBlock
from tremplin.content.blocks.media import ImageBlock, VideoBlock
from tremplin.content.blocks.prose import AccordionBlock, CalloutBlock, QuoteBlock, TableBlock, TextBlock


class PartsBlock(blocks.StreamBlock):
    text = TextBlock()
    callout = CalloutBlock()
    quote = QuoteBlock()
    accordion = AccordionBlock()
    table = TableBlock()
    tiles = TilesBlock()
    cards = CardsBlock()
    steps = StepsBlock()
    buttons = ButtonsBlock()
    image = ImageBlock()
    video = VideoBlock()
    figures = FiguresBlock()
    live = LiveListBlock()
    laureates = LaureatesBlock()
    people = PeopleBlock()
