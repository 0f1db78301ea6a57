"""How far what was heard is from what was said."""


def errors(wanted, got):
    """Edit distance between two lists."""
    row = list(range(len(got) + 1))
    for number, item in enumerate(wanted, 1):
        previous, row[0] = row[0], number
        for place, other in enumerate(got, 1):
            previous, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, previous + (item != other))
    return row[-1]
