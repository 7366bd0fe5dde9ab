"""Questions people ask of projects, activities and money."""
