"""What is said: sentences from the grammar, the lexicon, and text for the language model.

Everything is a function of a `random.Random`, so a seed names a sentence for ever.
"""

import random
import re
from pathlib import Path

HERE = Path(__file__).parent
HESITATIONS = ("uh", "um", "er", "uh", "um", "well", "so")

FIRST_NAMES = """
anna john maria james mary robert patricia michael linda david elizabeth william barbara richard susan joseph jessica
thomas sarah charles karen daniel nancy matthew lisa anthony mark sandra paul steven emily andrew kevin brian george
edward laura jason ryan jacob gary eric stephen julia larry justin scott emma frank samuel rachel alexander jack peter
helen diana olivia sophia henry adam nathan martin victor walter kate alice lucy grace amy claire simon oliver oscar
hannah rose nina carl leo max ben tom sam
""".split()

LAST_NAMES = """
smith miller johnson williams brown jones garcia davis rodriguez martinez lopez wilson anderson taylor moore jackson
lee white harris clark lewis robinson walker young allen king wright scott hill green adams nelson baker hall campbell
mitchell carter roberts turner phillips parker evans edwards collins stewart morris murphy cook rogers morgan cooper
peterson reed bailey bell kelly howard ward cox richardson watson brooks bennett gray hughes price myers long foster
ross powell fisher schmidt weber meyer wagner becker hoffman novak rossi silva costa khan patel singh kim chen wang
""".split()

EXTRA_WORDS = """
able about above across actually after again against ago air almost alone along already also although always among
angry animal another answer anyone anything apartment apple april area army around arrive ask asleep away baby bad bag
ball band basket bathroom became become bed before began begin behind believe belong below best better between bicycle
body boat bottle bottom bought box boy bread break breakfast bring brought build building business button buy cake
called camera carry catch cause center certain chair chance cheese child children choose circle class clear clock close
clothes cloud college color come company complete condition consider continue contract cost could country couple course
cover cross cup cut daily dance danger deal decide deep degree demand depend describe desk different dinner direct
discuss distance doctor does done door down draw dream dress drink drop during each early earth east edge education
effect eight either electric else empty end energy engine english enjoy enough enter even ever every everybody everyone
everything example except expect experience explain face fact fall family famous far farm fast fault favorite feel feet
field fill film final find finish fire five flat floor flower follow food foot force forget form forward found four free
fresh front full game gave general get girl give glad glass goal gold gone government great ground group grow guess guy
hair half happen hard has have health hear heard heart heat heavy held herself high himself history hit hold home hope
hotel hour however human hundred hurry husband ice idea inside instead interest into invite island itself join journey
just keep kept key kind kitchen knew know known lady land language large last laugh law lead learn least leave left
lesson letter level life lift light like line list listen little live local lock look lose lost lot love low lunch made
main make man many map mark matter maybe meal mean measure meat meet member men metal method middle might mile milk mind
minute miss mistake modern moment money month moon morning most mother mountain mouth move movie much must name nature
near necessary need never news next night noise none normal north nose note nothing notice now number nurse object ocean
off offer often oil once only open opinion orange order other our outside over own page paint pair paper parent part
party pass past patient pay pencil perhaps period phone photo picture piece place plan plane plant plate play please
plenty point police poor popular possible power practice present president pretty price private probably problem
produce program promise proud public pull push put question quite radio rain raise reach read ready reason receive
record remember report rest return rich ride ring rise river road rock roof round rule same sand save say science
season second secret section seem sell send sentence serious serve service set seven several shape share sharp ship
shirt shoe should shout show side sign silver similar simple since sing single sister six size skin sky sleep smile
smoke snow soft some something sometimes song soon sort sound south space speak special speed spend spoke spring square
stage stairs star start state stay step still stone store storm story straight strong student study subject such sudden
sugar suggest summer supply suppose surface surprise sweet swim system take talk tall taste teach teacher team ten test
than their them themselves then these thick thin thing think third those though thought thousand through throw ticket
time together told tomorrow tonight took top total touch toward travel tree trip trouble true trust try turn twenty
twice type under understand unit upon use useful usual vacation valley value very view village visit voice wall war was
wash watch wear wedding week weight well went were west what wheel where whether which while whole why wide wild will
wind window wine wish within without woman women wonder wood word work world worry worse worth would write wrong yard
year yesterday yet yours yourself ours hers mine theirs therefore okay hey wow oops hmm mhm ugh yup ciao
""".split()


class Grammar:
    """The rules of `grammar.txt`, expanded at random."""

    def __init__(self, path=HERE / "grammar.txt"):
        self.rules = {"first": FIRST_NAMES, "last": LAST_NAMES}
        self.topics, self.weights = [], []
        for line in path.read_text().splitlines():
            if not line.strip() or line.startswith("#"):
                continue
            head, body = line.split("=", 1)
            alternatives = [part.strip() for part in body.split("|")]
            words = head.split()
            if words[0] == "utterance":
                self.topics.append(alternatives[0])
                self.weights.append(float(words[1]))
            else:
                self.rules[words[0]] = alternatives

    def expand(self, text, rng):
        """Replaces every {rule} by one of its alternatives and keeps each [option] half of the time."""
        text = re.sub(r"\[([^\[\]]*)\]", lambda m: m.group(1) if rng.random() < 0.5 else "", text)
        return re.sub(r"\{(\w+)\}", lambda m: self._one(m.group(1), rng), text)

    def _one(self, rule, rng):
        if rule == "spell":
            return " ".join(rng.choice(FIRST_NAMES + LAST_NAMES).upper())
        return self.expand(rng.choice(self.rules[rule]), rng)

    def sentence(self, rng):
        """One utterance of the domain; upper-case letters are spelled."""
        topic = rng.choices(self.topics, self.weights)[0]
        return " ".join(self.expand(topic, rng).split())

    def words(self):
        """Every word that the rules can produce, lower-case."""
        found = set(FIRST_NAMES) | set(LAST_NAMES) | set("abcdefghijklmnopqrstuvwxyz")
        for alternatives in self.rules.values():
            for text in alternatives:
                found |= set(re.sub(r"[\[\]]", " ", re.sub(r"\{\w+\}s?", " ", text)).lower().split())
        found |= {day + "s" for day in self.rules["wday"]}
        return found


class Talk:
    """The texts of training: mostly the grammar, with hesitations, joins and words out of context."""

    def __init__(self):
        self.grammar = Grammar()
        self.lexicon = sorted(self.grammar.words() | set(EXTRA_WORDS) | set(HESITATIONS))

    def training_text(self, rng):
        """A text to be spoken in training: 76 % sentences, 14 % random words, 10 % single words."""
        kind = rng.random()
        if kind < 0.10:
            return rng.choice(self.lexicon)
        if kind < 0.24:
            return " ".join(rng.choice(self.lexicon) for _ in range(rng.randint(2, 6)))
        return self.spoken_text(rng)

    def spoken_text(self, rng):
        """A sentence as a caller says it: sometimes two at once, sometimes with hesitations."""
        text = self.grammar.sentence(rng)
        if rng.random() < 0.08:
            text += " " + self.grammar.sentence(rng)
        if rng.random() < 0.15:
            words = text.split()
            for _ in range(rng.randint(1, 2)):
                words.insert(rng.randint(0, len(words)), rng.choice(HESITATIONS))
            text = " ".join(words)
        return " ".join(text.split()[:16])


def transcript(text):
    """The label of a text: what the recogniser should write."""
    return text.lower()


# The ten things the demo caller says; `|` is a pause of 700 ms.
DEMO_SCRIPT = (
    "hello what are your opening hours",
    "i would like to make an appointment for | tuesday at ten o'clock",
    "my name is anna miller",
    "uh-huh",
    "no wait i would rather come on wednesday",
    "yes that is correct",
    "can i leave a message",
    "please tell the doctor that i will be ten minutes late",
    "no thank you goodbye",
)

if __name__ == "__main__":
    talk = Talk()
    print(len(talk.lexicon), "words")
    for number in range(40):
        print(talk.training_text(random.Random(number)))
