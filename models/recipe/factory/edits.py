"""How far what was heard is from what was said."""


def errors(wanted, got):
    """Edit distance between two lists."""
    row = list(range(len(got) + 1))
    for number, item in enumerate(wanted, 1):
        previous, row[0] = row[0], number
        for place, other in enumerate(got, 1):
            previous, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, previous + (item != other))
    return row[-1]


def aligned(wanted, got):
    """The pairs (wanted, got) of a least-errors alignment of two lists; None where one of the two has nothing."""
    table = [list(range(len(got) + 1))]
    for number, item in enumerate(wanted, 1):
        row = [number]
        for place, other in enumerate(got, 1):
            row.append(min(table[-1][place] + 1, row[place - 1] + 1, table[-1][place - 1] + (item != other)))
        table.append(row)
    pairs, number, place = [], len(wanted), len(got)
    while number or place:
        if number and place and table[number][place] == table[number - 1][place - 1] + (wanted[number - 1] != got[place - 1]):
            number, place = number - 1, place - 1
            pairs.append((wanted[number], got[place]))
        elif number and table[number][place] == table[number - 1][place] + 1:
            number -= 1
            pairs.append((wanted[number], None))
        else:
            place -= 1
            pairs.append((None, got[place]))
    return pairs[::-1]
