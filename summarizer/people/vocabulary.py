"""English words that stand in names and around them, in lower case without accents. Data; rules are in `names.py`.

The lists hold what news English in general uses, not what any one article does. A word is left out where it is also a
common surname ("Church", "Banks", "Court").
"""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


HONORIFICS = _set(
    """mr mrs ms miss mx sir dame dr prof madame monsieur herr frau senor senora sheikh ayatollah imam rev mme mlle
    monsieur sra srta dona don dott dottor signor signora dhr mevr mevrouw meneer maitre гн гжа господин госпожа"""
)
"""Titles that say nothing about the role."""

STYLES = _set(
    """king queen prince princess duke duchess earl baron baroness lord lady pope emperor empress saint st sultan"""
)
"""Titles that belong to the name where only one other name follows ("Prince Harry", "Pope Francis")."""

_OFFICES = _set(
    """president minister chancellor premier secretary senator congressman congresswoman representative sen rep gov
    governor mayor ambassador commissioner councillor councilman councilwoman speaker chairman chairwoman chair
    director chief executive officer ceo cfo cto coo founder general gen lieutenant lt colonel col captain capt
    marshal brigadier brig major maj admiral adm sergeant sgt corporal commander inspector detective constable
    sheriff superintendent professor justice attorney prosecutor archbishop bishop cardinal father sister brother
    reverend rabbi judge coach manager actor actress singer author journalist reporter spokesman spokeswoman
    spokesperson mp mep republican democrat protector activist analyst economist scientologist photographer filmmaker"""
)

ATTRIBUTES = _set(
    """shadow deputy former foreign home defence defense interior finance state acting democratic vice prime private
    interim outgoing incoming conservative labour high public majority minority air"""
)

HEADS = _set(
    """president minister chancellor premier secretary governor mayor ambassador commissioner speaker director chief
    executive officer ceo cfo cto coo founder commander professor justice prosecutor manager coach chair chairman
    chairwoman archbishop bishop cardinal"""
)
"""Offices whose bearer heads what stands behind "of": "Minister of Trade"."""

TITLES = _OFFICES | ATTRIBUTES
"""Words before a name, capitalised or not, that are no part of it."""

ROLE_NOUNS = _OFFICES | _set(
    """son daughter husband wife mother partner spouse widow widower girlfriend boyfriend fiance fiancee uncle aunt
    cousin nephew niece grandfather grandmother grandson granddaughter friend man woman boy girl head star expert
    guard nurse chef pilot student guru champion veteran member resident native aide boss leader winner lawyer
    player substitute striker goalkeeper midfielder defender skipper candidate nominee successor predecessor critic
    politician teenager migrant fisherman musician dancer choreographer comedian pontiff billionaire millionaire
    tycoon magnate mogul entrepreneur artist architect athlete novelist poet painter rapper legend hero suspect victim
    witness survivor defendant gunman illustrator curator ombudsman physicist chemist scientist historian researcher
    engineer teacher doctor surgeon pastor priest monk monarch heir coauthor campaigner barrister solicitor counsel
    fellow dean principal treasurer delegate envoy negotiator ruler dictator intern trainee columnist blogger editor
    publisher cosplayer gamer youtuber owner landlord tenant employee staffer adviser advisor businessman
    businesswoman salesman statesman songwriter screenwriter producer composer conductor pianist violinist guitarist
    drummer swimmer sprinter boxer golfer cyclist instructor lecturer academic consultant operator official"""
)
"""What a person can be: heads of the phrase beside a name that says who they are."""

ROLE_ENDINGS = ("ologist", "ographer", "maker", "writer", "keeper", "holder", "worker", "woman", "person", "ician")
"""Endings that make a word a role, whatever comes before them."""

GERMAN_ROLES = (
    "kanzler", "kanzlerin", "minister", "ministerin", "prasident", "prasidentin", "sprecher", "sprecherin", "meister",
    "meisterin", "chef", "chefin", "anwalt", "anwaltin", "richter", "richterin", "direktor", "direktorin", "trainer",
    "trainerin", "stadtrat", "ratin", "leiter", "leiterin", "abgeordnete", "abgeordneter", "politiker", "politikerin",
    "senator", "senatorin",
)  # fmt: skip
"""Endings of German nouns, with a capital as all nouns, that stand before a name and are no first name."""

ORGANISATIONS = _set(
    """inc corp corporation ltd llc plc co company companies university college school institute institution
    foundation association society council committee commission ministry department agency bureau office party union
    federation league club team group organisation organization assembly parliament congress senate police army navy
    force forces museum gallery center centre hospital airport station theatre theater orchestra ballet festival
    championship cup program programme project network channel tribune times post gazette magazine journal news
    press radio television tv airlines airways motors bank street road avenue bridge river lake island islands
    mountain mountains sea ocean county province city state states republic kingdom nations emirates hotel stadium
    arena convention act treaty award awards prize studios pictures records entertainment games museum trust fund
    initiative alliance coalition movement agriculture questions bay beach valley desert peninsula square tower
    palace castle cathedral mosque temple memorial government garrison constituency legion society service"""
)
"""Words that end the name of an organisation, a place or a work."""
THINGS = _set(
    """album app band blog book boat brand comedy company documentary drama episode film firm game group label magazine
    movie musical newspaper novel opera paper play poem programme ship show single song startup tanker thriller vessel
    warship website yacht"""
)
"""Words before the name of a work, an organisation or a vessel."""

SUFFIXES = _set("jr sr ii iii iv vi vii viii ix xiv xv xvi")
"""What follows a name and keeps a father and his son apart."""

PARTICLES = _set("van von der den de del della di da dos das du la le el al bin ibn bint ben ter ten abu ul zu")
"""Lower-case words within a surname."""

PATRONYMICS = _set("bin ibn bint ben abu")
"""Particles before the name of a relative: what follows them alone is somebody else's name."""

ABBREVIATIONS = HONORIFICS | _set("jr sr gen gov sen rep lt col capt sgt maj adm pres hon st")
"""Words that may end in a full stop within a name."""

CALENDAR = _set(
    """monday tuesday wednesday thursday friday saturday sunday january february september october november december"""
)
"""Days and months that are nobody's name."""

DATE_NAMES = _set("april may june august march summer")
"""Months that are somebody's name, too."""

BREAKS = _set(
    """the a an and of in on at by for with from as but nor that which who whom whose is are was were be been has
    had said says told into onto about over under after before while when where than because if whether during
    against between through without within upon per via vs versus"""
)
"""Words that no English name has inside, capitalised or not (as in a headline)."""

COMPOUNDS = _set("like era style type esque hit elect free born run wide proof friendly only")
"""Words that a hyphen ties to a name, without being part of it."""

NUMBERS = _set("one two three four five six seven eight nine ten")

LEADING = NUMBERS | _set(
    """i you he she it we they me him her us them my your his its our their mine this these those there here what
    why how yes no not never also however although though despite since until once unless yet so then thus still
    even just only both either neither each every some any all most many much more few several other another such
    same own like unlike now today yesterday tomorrow tonight earlier later meanwhile instead moreover furthermore
    according to or do does did can could will would shall should may might must have having being among amid around
    across along behind beside below above up down out off near next last first second third well oh dear let
    see image photo video audio source sources"""
)
"""Words that are capitalised because a sentence begins, and begin no name."""

SAYING = _set(
    """said says say told tells telling asked asks added adds stated states wrote writes explained explains noted
    notes argued argues claimed claims admitted admits announced announces denied denies insisted insists warned
    warns suggested suggests believes believed continued observed acknowledged urged urges recalled replied
    responded tweeted posted testified confirmed confirms declared concluded revealed joked predicted vowed pledged
    promised called characterized characterised described"""
)
"""Verbs of what people do with words."""

PLACES = _set(
    """afghanistan albania algeria america argentina armenia australia austria azerbaijan bahrain bangladesh belarus
    belgium bolivia bosnia botswana brazil britain bulgaria burma cambodia cameroon canada chile china colombia
    congo croatia cuba cyprus denmark ecuador egypt england eritrea estonia ethiopia europe finland france gaza
    germany ghana greece greenland guatemala haiti honduras hungary iceland india indonesia iran iraq ireland italy
    jamaica japan kazakhstan kenya kosovo kuwait laos latvia lebanon liberia libya lithuania luxembourg malaysia
    mali malta mexico moldova mongolia montenegro morocco mozambique myanmar nepal netherlands nicaragua niger
    nigeria norway oman pakistan palestine panama paraguay peru philippines poland portugal qatar romania russia
    rwanda scotland senegal serbia singapore slovakia slovenia somalia spain sudan sweden switzerland syria taiwan
    tanzania thailand tunisia turkey uganda ukraine uruguay venezuela vietnam wales yemen zambia zimbabwe africa
    asia antarctica london paris moscow beijing tokyo brussels berlin baghdad kabul kiev kyiv jerusalem tehran
    geneva manhattan hollywood california texas florida"""
)
"""Countries, continents and a few capitals that are hardly anybody's name."""

NAMESAKES = PLACES | _set(
    "washington jordan georgia israel chad houston austin dallas lincoln sydney florence virginia"
)
"""Places that are also what people are called: behind "in" they are places."""

FIRST_NAMES = _set(
    """aaron abdul abdullah abigail adam adrian agnes ahmad ahmed aisha alan albert alberto alejandro alex alexander
    alexandra alexei alfred ali alice alicia alison allison amanda amelia amir amy ana anders andre andrea andreas
    andrei andrew andy angela angelina anita ann anna anne annette annie anthony antonio antony arnold arthur ashley
    barack barbara barry ben benjamin bernard bernie beth betty bill billy bob bobby boris brad bradley brenda brett
    brian bruce bryan carl carla carlos carly carmen carol caroline carolyn catherine cathy cecilia charles charlie
    cheryl chloe chris christian christina christine christopher claire clara claudia colin connor craig cynthia
    daniel daniela danielle danny darren dave david deborah debra denise dennis derek diana diane diego dmitry
    dominic don donald donna doris dorothy doug douglas duncan dylan ed eddie edith edward eileen elaine eleanor
    elena eli elizabeth ellen elsa emily emma emmanuel enrique eric erica erik ernest ethan eugene eva evan evelyn
    fatima felix fernando fiona francesca francis francisco frank fred frederick gabriel gareth gary gavin geoff
    geoffrey george gerald gerard gina giovanni giuseppe glenn gloria gordon graham greg gregory hannah hans harold
    harriet harry hassan heather hector heidi helen helena henrik henry herbert hillary howard hugh hugo hussein ian
    ibrahim igor ines ingrid irene isaac isabel isabella ivan jack jackie jacob jacqueline jake james jamie jan jane
    janet janice jason javier jay jean jeff jeffrey jennifer jenny jeremy jerry jesse jessica jill jim jimmy joan
    joanna joanne joe joel johan johannes john johnny jon jonas jonathan jorge jose joseph joshua joyce juan judith
    judy julia julian julie juliet justin karen karl kate katherine kathleen kathryn kathy katie keith kelly ken
    kenneth kevin kim kristen kristin kyle larry laura lauren laurence lawrence leah leila leo leon leonard leonardo
    leslie liam linda lindsay lisa liz lorenzo louise lucas lucy luis luke lydia malcolm manuel marc marcel marco
    marcus margaret maria marie marilyn mario marion mark marta martha martin mary matt matteo matthew maureen max
    megan mehmet melanie melissa michael michel michelle miguel mike mikhail miriam mohamed mohammad mohammed molly
    monica muhammad nancy naomi natalia natalie natasha nathan neil nicholas nick nicola nicolas nicole nigel
    nikolai nina noah noel nora norman oleg olga oliver olivia omar pablo pamela patricia patrick paul paula paulo
    pedro penelope peter phil philip philippe phillip phyllis pierre priscilla rachel rafael ralph ray raymond
    rebecca regina rex ricardo richard rick rita rob robert roberto robin rodney roger roland ronald ronnie rosa roy
    rudy rupert russell ruth ryan sally salman sam samantha samuel sandra sandy sara sarah scott sean sebastian
    sergei sergey sergio seth shannon sharon shaun sheila shirley simon simone sofia sonia sophia sophie stefan
    stella stephanie stephen steve steven stuart sue susan suzanne sven sylvia tanya tara ted teresa terry theodore
    theresa thomas tim timothy tina todd tom tommy tony tracy trevor ursula valerie vanessa vera veronica victor
    vincent vivian vladimir wanda warren wayne wendy william willie xavier yasmin yvette yvonne zachary zoe"""
)
"""Usual first names in English news, but for those that also begin names of firms or places ("Chase", "Georgia")."""

DIRECTIONS = _set("north south east west northern southern eastern western central new united")

NO_FIRST_NAMES = DIRECTIONS | _set(
    """lake mount cape fort port river camp hurricane storm cyclone typhoon operation project team planet hotel radio
    club fc ac"""
)
"""Words that begin names of places, storms and teams."""

TITLES_OF_THINGS = _set(
    """general st saint king queen prince princess duke lord lady sister brother father captain justice coach economist
    republican democrat representative major admiral chief president"""
)
"""Titles that also begin names of firms, places and works: "General Electric"."""

ROLES_OF_FIRMS = _set("operator owner producer publisher winner champion partner leader maker")
"""Roles that firms and teams have, too."""
