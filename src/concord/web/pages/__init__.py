"""The pages, one module for each room of a fund: state in, page out."""
