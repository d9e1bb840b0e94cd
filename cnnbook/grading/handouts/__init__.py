"""Give out problems with other numbers: handouts, papers, question banks."""
