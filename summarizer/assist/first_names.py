"""Frequent first names in English news, in lower case without accents; data.

A name is left out where it is also a usual first word of the name of a firm, a place or a team ("Chase", "Georgia").
"""

FIRST_NAMES = frozenset(
    """
    aaron abdul abdullah abigail adam adrian agnes ahmad ahmed aisha alan albert alberto alejandro alex alexander
    alexandra alexei alfred ali alice alicia alison allison amanda amber amelia amir amy ana anders andre andrea
    andreas andrei andrew andy angela angelina anita ann anna anne annette annie anthony antonio antony arnold arthur
    ashley barack barbara barry ben benjamin bernard bernie beth betty bill billy bob bobby boris brad bradley brenda
    brett brian bruce bryan carl carla carlos carly carmen carol caroline carolyn catherine cathy cecilia charles
    charlie cheryl chloe chris christian christina christine christopher claire clara claudia colin connor craig
    cynthia daniel daniela danielle danny darren dave david dawn dean deborah debra denise dennis derek diana diane
    diego dmitry dominic don donald donna doris dorothy doug douglas duncan dylan ed eddie edith edward eileen elaine
    eleanor elena eli elizabeth ellen elsa emily emma emmanuel enrique eric erica erik ernest ethan eugene eva evan
    evelyn fatima felix fernando fiona francesca francis francisco frank fred frederick gabriel gareth gary gavin geoff
    geoffrey george gerald gerard gina giovanni giuseppe glenn gloria gordon grace graham greg gregory hannah hans
    harold harriet harry hassan heather hector heidi helen helena henrik henry herbert hillary howard hugh hugo hussein
    ian ibrahim igor ines ingrid irene isaac isabel isabella ivan jack jackie jacob jacqueline jake james jamie jan
    jane janet janice jason javier jay jean jeff jeffrey jennifer jenny jeremy jerry jesse jessica jesus jill jim jimmy
    joan joanna joanne joe joel johan johannes john johnny jon jonas jonathan jorge jose joseph joshua joyce juan juan
    judith judy julia julian julie juliet justin karen karl kate katherine kathleen kathryn kathy katie keith kelly ken
    kenneth kevin kim kristen kristin kyle larry laura lauren laurence lawrence leah leila leo leon leonard leonardo
    leslie liam linda lindsay lisa liz lorenzo louise lucas lucy luis luke lydia malcolm manuel marc marcel marco
    marcus margaret maria marie marilyn mario marion mark marta martha martin mary matt matteo matthew maureen max
    megan mehmet melanie melissa michael michel michelle miguel mike mikhail miriam mohamed mohammad mohammed molly
    monica muhammad nancy naomi natalia natalie natasha nathan neil nicholas nick nicola nicolas nicole nigel nikolai
    nina noah noel nora norman oleg olga oliver olivia omar oscar pablo pamela patricia patrick paul paula paulo pedro
    penelope peter phil philip philippe phillip phyllis pierre priscilla rachel rafael ralph ray raymond rebecca regina
    rex ricardo richard rick rita rob robert roberto robin rodney roger roland ronald ronnie rosa rose roy rudy rupert
    russell ruth ryan sally salman sam samantha samuel sandra sandy sara sarah scott sean sebastian sergei sergey
    sergio seth shannon sharon shaun sheila shirley simon simone sofia sonia sophia sophie stefan stella stephanie
    stephen steve steven stuart sue susan suzanne sven sylvia tanya tara ted teresa terry theodore theresa thomas tim
    timothy tina todd tom tommy tony tracy trevor ursula valerie vanessa vera veronica victor vincent vivian vladimir
    wanda warren wayne wendy will william willie xavier yasmin yvette yvonne zachary zoe
    """.split()
)
