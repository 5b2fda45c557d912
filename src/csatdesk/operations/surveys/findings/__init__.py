"""What the results of a survey say: figures that were counted, told as sentences and described as charts."""
