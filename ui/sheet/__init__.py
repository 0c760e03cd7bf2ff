"""Any document as a sheet of paper on screen: cells, panel, findings, search."""
