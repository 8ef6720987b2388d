"""What is public, the witnesses computed from it alone, and the gate that demands them."""
