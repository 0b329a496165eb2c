"""The words of the archive: which forms occur, what may have been meant, what may be typed on."""
