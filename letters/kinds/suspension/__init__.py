"""What stops, or opens, by itself: a review was missed, or no way to reach the landlord was left."""
