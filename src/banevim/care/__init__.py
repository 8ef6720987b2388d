"""Services that she receives, in the capture page or added to her file."""
