"""The level of objectives, questions and tasks, against labels of experts who had not seen how it is read."""
