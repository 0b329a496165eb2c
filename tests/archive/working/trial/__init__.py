"""An app whose work goes wrong, for processes that a test starts (`settings`)."""
