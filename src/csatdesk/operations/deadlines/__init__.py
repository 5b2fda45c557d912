"""Everybody's deadlines, for who watches over them: lists, workload, forecast, week, and where time goes."""
