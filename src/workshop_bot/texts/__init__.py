"""Languages: folding, detection, the program's own words, dates, and the small markup of answers."""
