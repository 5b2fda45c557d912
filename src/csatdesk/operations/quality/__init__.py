"""What evaluations come to: offices compared, where points are lost, the steps of a talk, the report of a month."""
