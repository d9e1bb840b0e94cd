"""Python in the page: where it comes from, how it is packed, what the pages hold.

`sources` gathers the files and verifies them, `packing` leaves out what no page needs
and compiles the rest, `gather` does both when something has changed, `pages` tells the
pages what their exercises ask, and `js` holds what runs in a browser.
"""
