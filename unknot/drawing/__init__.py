"""Pictures as SVG text: body map, session timeline, map of places, load gauge. Pure: no Django, no clock.

Classes only, so that the one stylesheet and a strict content policy both hold.
"""
