# mistake: That is the number of the entry before it. Counting begins at 0.
def predicted_reductions():
    return {"mean": 1.5, "sum": 6.0, "weighted": 0.0, "columns": 2.0}
