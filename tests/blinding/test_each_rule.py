"""Each rule by itself: a clear sentence that goes otherwise as soon as the rule is gone."""

import pytest

from blinding import blind as engine
from blinding.blind import MARKER, Verdict, blind
from blinding.known_facts import KnownFacts
from blinding.sentences import sentence_bounds

NOBODY = KnownFacts()
HIDDEN = [
    # short_forms.py
    ("nl", "We deden bij de XVR de was.", "XVR", "unknown_word"),
    ("nl", "Ik werkte bij GTR in de loods.", "GTR", "unknown_word"),
    ("nl", "Ik heb met XVR planken gezaagd.", "XVR", "unknown_word"),
    ("nl", "Ik monteerde de video met Bram.", "Bram", "name"),
    ("nl", "Ik monteerde de video in Bram.", "Bram", "name"),
    ("nl", "Ik zat in klas 3 JP was er ook.", "JP", "unknown_word"),
    ("nl", "Ik werkte met de frees van Saeyang.", "Saeyang", "name"),
    ("nl", "Ik tekende met Maya een model.", "Maya", "name"),
    ("nl", "Ik danste in Swing en at taart.", "Swing", "name"),
    ("nl", "Een XVR Jansen hielp mij.", "XVR", "name"),
    ("nl", "Ik las de SAM waarden af.", "SAM", "unknown_word"),
    ("nl", "School: HMC. Ik maakte een kast.", "HMC", "unknown_word"),
    ("en", "My hobby is RC trucks.", "RC", "unknown_word"),
    ("nl", "Ik heb bij XVR lessen gevolgd.", "XVR", "unknown_word"),
    # addresses.py
    ("nl", "Ik woon aan het plein van de vrede.", "plein van de vrede", "street"),
    ("nl", "Ik liep over het Park van der Meulen.", "Park van der Meulen", "street"),
    ("nl", "Ik woon op de koningin sofiakade.", "koningin sofiakade", "street"),
    ("nl", "Het is op oude gracht 211 gemaakt.", "oude gracht 211", "street"),
    ("nl", "Ik kom van Noorderdwarsvaart 3 en fiets.", "Noorderdwarsvaart 3", "street"),
    ("nl", "Ik verkocht thee op de Ghizlanemarkt.", "Ghizlanemarkt", "street"),
    ("nl", "Ik fietste naar 23 Molenkade met brood.", "23 Molenkade", "street"),
    ("nl", "Mijn adres is prinsenhoeve 12 daar.", "prinsenhoeve 12", "street"),
    ("nl", "stuur het naar kerkstraat 12 3511 utrecht", "3511", "postcode"),
    ("nl", "1104 is mijn postcode en ik fiets veel.", "1104", "postcode"),
    ("nl", "Mijn postcode is 3511.", "3511", "postcode"),
    ("nl", "Ik fiets vanuit 3511 Utrecht naar mijn werk.", "3511", "postcode"),
    ("nl", "Ik woon in 1363la en fiets.", "1363la", "postcode"),
    ("nl", "Ik woon in 2496 bx en fiets.", "2496 bx", "postcode"),
    ("nl", "Mijn tas ligt in 2496 bx nu.", "2496 bx", "postcode"),
    ("nl", "Adres: de vijvers 12", "vijvers 12", "street"),
    ("nl", "Stuur post naar st. jorisstraat 12 daar.", "st. jorisstraat 12", "street"),
    ("nl", "Stuur post naar dr. kuyperstraat 4 daar.", "dr. kuyperstraat 4", "street"),
    ("nl", "Stuur post naar mr. thorbeckestraat 4 daar.", "mr. thorbeckestraat 4", "street"),
    ("nl", "Stuur post naar ds. talmastraat 4 daar.", "ds. talmastraat 4", "street"),
    ("nl", "Stuur post naar prof. lorentzstraat 4 daar.", "prof. lorentzstraat 4", "street"),
    ("nl", "Stuur post naar burg. jansenlaan 4 daar.", "burg. jansenlaan 4", "street"),
    ("nl", "Stuur post naar kerkstraat nr. 12 daar.", "kerkstraat nr. 12", "street"),
    ("nl", "Stuur post naar kerkstraat 12-14 daar.", "kerkstraat 12-14", "street"),
    ("nl", "Stuur post naar kerkstraat 12-b daar.", "kerkstraat 12-b", "street"),
    ("nl", "Stuur post naar kerkstraat 12 bis daar.", "kerkstraat 12 bis", "street"),
    ("nl", "Stuur post naar kerkstraat 12-iv daar.", "kerkstraat 12-iv", "street"),
    # identifiers.py
    ("nl", "Mail naar jan@voorbeeld.nl voor meer.", "jan@voorbeeld.nl", "email"),
    ("nl", "Kijk op www.iets-leuks.nl!", "www.iets-leuks.nl", "url"),
    ("nl", "Kijk op houtbaas punt nl voor foto's.", "houtbaas punt nl", "url"),
    ("nl", "Ik heet @jan_07 online.", "@jan_07", "handle"),
    ("nl", "Mijn spel is sam#1234 daar.", "sam#1234", "handle"),
    ("nl", "insta: sammie", "sammie", "handle"),
    ("nl", "Ik zit op insta als sam.07 daar.", "sam.07", "handle"),
    ("nl", "nummer: zes een twee drie vier vijf zes zeven acht", "zes een twee drie", "phone"),
    ("nl", "Bel 06-12345678.", "06-12345678", "phone"),
    ("nl", "Bel +32 470 12 34 56.", "+32 470 12 34 56", "phone"),
    ("nl", "Mijn bsn: 123456789", "123456789", "bsn"),
    ("nl", "Nummer 111222333 stond op de bon.", "111222333", "bsn"),
    ("nl", "Mijn leerlingnr s99123 stond erop.", "s99123", "student_number"),
    ("nl", "Het stond onder 2208841 op de lijst.", "2208841", "student_number"),
    ("nl", "Mijn IBAN is NL91ABNA0417164300.", "NL91ABNA0417164300", "iban"),
    ("nl", "De bus had kenteken 12-ABC-3.", "12-ABC-3", "plate"),
    (
        "nl",
        "Kijk op https://portfolio-server/werk voor foto's.",
        "https://portfolio-server/werk",
        "url",
    ),
    ("nl", "Kijk op www.iets.museum voor foto's.", "www.iets.museum", "url"),
    ("nl", "Kijk op houtbaas.nl voor foto's.", "houtbaas.nl", "url"),
    ("nl", "De auto had AB-123-C op de plaat.", "AB-123-C", "plate"),
    ("nl", "De auto had 12-34-XB op de plaat.", "12-34-XB", "plate"),
    ("nl", "De auto had XB-12-34 op de plaat.", "XB-12-34", "plate"),
    ("nl", "De auto had 12-XB-PR op de plaat.", "12-XB-PR", "plate"),
    ("nl", "Het stond onder ST-55120 op de lijst.", "ST-55120", "student_number"),
    ("nl", "insta-account: sammie", "sammie", "handle"),
    ("nl", "Mijn sofi-nummer: 12345678", "12345678", "bsn"),
    ("en", "My citizen service number is 12345678", "12345678", "bsn"),
    # births.py
    ("nl", "Ik ben geboren in mei 2008.", "mei 2008", "birth_date"),
    ("nl", "Ik ben geboren in het voorjaar van 2008.", "het voorjaar van 2008", "birth_date"),
    ("nl", "Mijn verjaardag is 4 mei en dan werk ik.", "4 mei", "birth_date"),
    ("nl", "ik werd 12 mei zestien", "12 mei", "birth_date"),
    ("nl", "Ik ben van mei 2008.", "mei 2008", "birth_date"),
    ("nl", "Ik ben een kind van 2008.", "2008", "birth_date"),
    ("en", "I'm a 2007 kid and I weld.", "2007", "birth_date"),
    ("nl", "Op 4 maart 1995 ging de winkel open.", "4 maart 1995", "birth_date"),
    ("nl", "Op 4 maart word ik 18 en dan rij ik.", "4 maart", "birth_date"),
    ("nl", "Op 4 maart word ik twintig en dan rij ik.", "4 maart", "birth_date"),
    ("nl", "geb. datum 4 maart", "4 maart", "birth_date"),
    ("en", "My birth date: 4 March", "4 March", "birth_date"),
    ("nl", "geboren in 1998", "1998", "birth_date"),
    ("nl", "geboren in '07", "'07", "birth_date"),
    ("en", "born in the summer of 2007", "the summer of 2007", "birth_date"),
    ("nl", "ik ben van '08 en las", "'08", "birth_date"),
    ("nl", "ik ben een 2008'er en las", "2008", "birth_date"),
    ("en", "Class of 2007 here, I weld.", "2007", "birth_date"),
    # school_years.py
    ("nl", "ik doe havo 4 en werk", "havo 4", "age"),
    ("nl", "ik zat in klas 3c van school", "klas 3c", "age"),
    ("nl", "In leerjaar 2 deed ik de balie.", "leerjaar 2", "age"),
    ("nl", "zit in groep 8 en help", "groep 8", "age"),
    ("nl", "ik zit in 4 kader en las", "4 kader", "age"),
    ("nl", "ik zit in de bovenbouw en las", "bovenbouw", "age"),
    ("nl", "ik zit nu in h4 en las", "h4", "age"),
    ("nl", "brugklas havo was leuk", "brugklas havo", "age"),
    ("en", "I was in grade 10 and I weld", "grade 10", "age"),
    ("en", "I am in year 11 and I weld", "year 11", "age"),
    ("nl", "Nu 3kb2 en ik las.", "3kb2", "age"),
    ("nl", "Ik hielp 3b van het lyceum.", "3b", "age"),
    ("nl", "In de derde klas van het vmbo bouwde ik.", "derde klas van het vmbo", "age"),
    ("en", "I made it in 4th grade at home", "4th grade", "age"),
    ("nl", "Ik deed dit in de vierde van de mavo.", "vierde", "age"),
    ("nl", "Ik zat in de derde op het vmbo in de stad.", "derde", "age"),
    ("nl", "ik zit nog op de mavo in de derde", "derde", "age"),
    ("nl", "In mijn tweede jaar op het mbo las ik.", "tweede jaar op het mbo", "age"),
    ("nl", "ik doe nu het tweede jaar en las", "tweede jaar", "age"),
    ("nl", "in mijn eerste jaar leerde ik lassen", "eerste jaar", "age"),
    ("en", "I did the second year of college", "second year of college", "age"),
    ("nl", "we leerden het in de tweede klas, dat was leuk", "tweede klas", "age"),
    ("en", "we are all in 2nd year now", "2nd year", "age"),
    ("nl", "Tweede jaar van het mbo, las veel.", "Tweede jaar", "age"),
    ("nl", "ik zit in mijn examenjaar en las", "examenjaar", "age"),
    ("nl", "ik ben brugklasser en las", "brugklasser", "age"),
    ("en", "I am a third-year student", "third-year student", "age"),
    ("nl", "Tweedejaars student die veel last.", "Tweedejaars", "age"),
    ("nl", "ik ben bijna meerderjarig en las", "bijna", "age"),
    # towns.py
    ("nl", "Ik werk in schiedam bij de haven.", "schiedam", "town"),
]
SHOWN = [
    # short_forms.py
    ("nl", "We hebben een QTR aangesloten op het bord."),
    ("nl", "Ik las de PDR waarden af."),
    ("nl", "Op HMC machines boor ik gaten."),
    ("nl", "Een klant vroeg om 35 mA kabels."),
    ("nl", "Ik tekende in Maya een model."),
    ("nl", "Ik monteerde de video met Premiere."),
    ("nl", "Ik schreef een site met Swing."),
    # things.py: what a maker makes
    ("nl", "Ik snoeide met de Stihl HS 45 een heg."),
    ("nl", "Ik scande met type QX alles."),
    ("nl", "Ik werkte met twee frezen van Saeyang."),
    # addresses.py
    ("nl", "Ik telde 2496 kg appels."),
    ("nl", "De dreef van de koeien was nat."),
    ("nl", "Ik bracht alles terug, dreef de pompwagen rustig en hing het rooster op."),
    ("nl", "Er waren nummertjes 1 en 2 voor de garderobe."),
    ("nl", "De schaaltjes stonden 24 uur warm, petrischaaltjes 24 uur koud."),
    ("nl", "Ik heb 3 jaar ervaring met de kassa."),
    ("en", "Now I live in dungarees and like it."),
    # identifiers.py
    ("nl", "De pakbon 8837123 klopte."),
    ("nl", "Ik telde 8837123 producten."),
    ("nl", "Het waren 1.234.567 bouten."),
    ("nl", "insta: brood"),
    # births.py
    ("nl", "Op 4 maart 2019 ging de winkel open."),
    ("nl", "Ik ben van 10 uur tot 12 uur bezig."),
    # school_years.py
    ("nl", "de eerste klas was vol"),
    ("nl", "Twee eerstejaars hielpen mij."),
    ("nl", "Ik begeleid in groep 8 de kinderen."),
    # proxies.py
    ("nl", "De kapster gaf mij de schaar."),
    ("nl", "De zus van een klant kwam langs."),
    ("nl", "Een bewoner met dementie bracht ik naar bed."),
    ("nl", "Bewoners gebruiken insuline, ik noteerde dat."),
    ("en", "A resident with asthma asked me for water."),
    ("en", "The waitress gave me a tip."),
    ("nl", "Ik mat 12 VDC op de klem."),
    ("nl", "Ik maakte een poster in Swing."),
    ("nl", "Op het plein 12:30 begonnen we."),
    ("nl", "Het was een weg 3,5 km lang."),
    ("nl", "Het kostte 1234567 € samen."),
    ("nl", "Ik keek. Een serveerster liet mij het dienblad zien."),
    ("nl", "Een collega met autisme hielp mij."),
    # pronouns.py
    ("nl", "he kom snel"),
    ("nl", "De planken zijn netjes gezaagd."),
    ("nl", "Daarna vroegen ze om koffie."),
    ("nl", "Haar knippen en kleuren gaat goed."),
    ("nl", "Bij de kapper was veel haar."),
    ("nl", "De ouders die hun kind kwijt zijn bellen."),
    ("nl", "Wij die samen klaar zijn gaan door."),
    ("nl", "Waar zijn taarten voor klanten?"),
    ("nl", "Dan zijn taarten klaar."),
    ("nl", "Zij samen deden het."),
    ("nl", "Haar is snel droog."),
    ("nl", "In de kapsalon lag overal haar."),
    ("nl", "De taarten die klaar zijn vandaag gaan weg."),
    ("nl", "Als wij klaar zijn vandaag, gaan we weg."),
    ("nl", "De lamp en de stoel zijn geleverd."),
    ("nl", "Op z'n vroegst is het klaar."),
    ("nl", "De kersen gaan pas als ze koud zijn."),
    ("nl", "Er zijn taarten klaar."),
    # told_of.py
    ("en", "An old man told stories and I let him."),
    ("en", "I had to tell a guest that the room was full. Gave him coffee."),
    ("nl", "Mocht niet blijven sinds hij wegging."),
    ("en", "A customer said he wanted somebody older, so I called the boss."),
    ("en", "The owner and his cousin run the shop, so I swept."),
    ("en", "My supervisor had to collect his son so I locked up."),
    ("en", "One client wanted his hair short and I cut it."),
    ("nl", "Hij en ik deden de vroege ronde."),
    ("en", "I helped someone who lost his keys."),
    ("nl", "De brommer startte niet, bougie nat, schoonmaken en hij liep."),
    ("en", "He said next please, so I waved."),
]
STAYS = [
    ("nl", "In 2014 Breda gewonnen met ons team.", "2014"),
    ("nl", "Op kerkstraat 12 1500 flyers bezorgd.", "1500"),
    (
        "nl",
        "Op 4 maart 1999 open in een straat vol winkels waar niemand woont, nieuw sinds 2012.",
        "2012",
    ),
]
TOLD = [
    ("nl", "Ik tolkte voor mijn moeder bij de balie.", Verdict.WITHHELD, "language"),
    ("nl", "Ik werd gedoopt en hielp bij de koffie.", Verdict.DOUBTFUL, "religion"),
    ("nl", "Ik ben een jongen die graag last.", Verdict.WITHHELD, "gender"),
    ("nl", "Als meisje in de bouw viel ik op.", Verdict.WITHHELD, "gender"),
    ("nl", "De damesploeg heb ik geteld.", Verdict.DOUBTFUL, "gender"),
    ("nl", "Ik ben te zwaar voor de ladder.", Verdict.WITHHELD, "health"),
    ("nl", "Mijn wajong loopt nog.", Verdict.WITHHELD, "health"),
    ("nl", "Ik gebruik insuline en ben op tijd.", Verdict.WITHHELD, "health"),
    ("nl", "Ik las een boek over autisme in de les.", Verdict.DOUBTFUL, "health"),
    ("nl", "Ik ben gay en werk hard.", Verdict.WITHHELD, "orientation"),
    ("nl", "Mijn dochter en ik bakten brood.", Verdict.WITHHELD, "family"),
    ("nl", "Ik hielp in een moskeee met koken.", Verdict.DOUBTFUL, "religion"),
    ("nl", "Mijn religieuzefeestdag was vrij.", Verdict.WITHHELD, "religion"),
    ("nl", "Ik bouwde een rolstoelhelling van hout.", Verdict.DOUBTFUL, "health"),
    ("en", "I am a girl who welds.", Verdict.WITHHELD, "gender"),
    ("en", "I was the only girl there.", Verdict.WITHHELD, "gender"),
    ("en", "I am autistic and precise.", Verdict.WITHHELD, "health"),
    ("en", "I have asthma so I wear a mask.", Verdict.WITHHELD, "health"),
    ("en", "My church asked me to lead.", Verdict.WITHHELD, "religion"),
    ("en", "I live in the ghetto and bike.", Verdict.WITHHELD, "neighbourhood"),
    ("en", "I moved here from abroad.", Verdict.WITHHELD, "origin"),
    ("nl", "Ik belde Fatma.", Verdict.MASKED, "name"),
    ("nl", "Ik belde de bakker.", Verdict.SHOWN, ""),
    (
        "nl",
        "Een collega ging naar de moskee en ik nam de kassa over.",
        Verdict.DOUBTFUL,
        "religion",
    ),
    ("nl", "Vroeger was ik een jongen zonder geduld.", Verdict.WITHHELD, "gender"),
    ("en", "They call me a girl with good hands.", Verdict.WITHHELD, "gender"),
    ("nl", "Thuis heb ik astma en medicijnen.", Verdict.WITHHELD, "health"),
]
NEUTRAL = [
    # proxies.py
    ("nl", "Ik ben verkoopster in een winkel.", "Ik ben verkoper in een winkel."),
    ("nl", "Ik heb mijn zus geholpen.", "Ik heb mijn familielid geholpen."),
    ("en", "I worked as a waitress in a bar.", "I worked as a server in a bar."),
    ("nl", "Ik speelde de rol van verkoopster.", "Ik speelde de rol van verkoper."),
    ("nl", "Ik was kapster in een salon.", "Ik was kapper in een salon."),
    ("nl", "Ik werd gastvrouw in een hotel.", "Ik werd gastpersoon in een hotel."),
    ("nl", "Ik deed de opleiding tot kapster.", "Ik deed de opleiding tot kapper."),
    # pronouns.py
    ("nl", "De stagiair doet zijn werk netjes.", "De stagiair doet diens werk netjes."),
    ("nl", "De stagiair doet z'n werk netjes.", "De stagiair doet diens werk netjes."),
    ("nl", "Met zijn collega's ging het goed.", "Met diens collega's ging het goed."),
    ("nl", "Netjes, en zijn werk is goed.", "Netjes, en diens werk is goed."),
    ("nl", "De leiding vond haar erg netjes.", "De leiding vond hen erg netjes."),
    ("nl", "Klanten zijn blij met haar inzet.", "Klanten zijn blij met diens inzet."),
    ("nl", "Prees zijn werk.", "Prees diens werk."),
    ("nl", "Altijd op tijd werkt ze door.", "Altijd op tijd werkt die door."),
    ("nl", "Hem kan je vertrouwen.", "Hen kan je vertrouwen."),
    ("nl", "Zij werkt hard. Zij werken hard.", "Die werkt hard. Zij werken hard."),
    ("nl", "Zij had op zijn vroegst in mei tijd.", "Die had op zijn vroegst in mei tijd."),
    ("en", "Her work is good. We trust her.", "Their work is good. We trust them."),
    ("en", "She's kind, he'd help and it's hers.", "They're kind, they'd help and it's theirs."),
    ("nl", "De stagiair is goed, she is top.", "De stagiair is goed, they is top."),
    ("nl", "De baas zei dat he is friendly.", "De baas zei dat they is friendly."),
    ("nl", "De klanten prezen z'n inzet.", "De klanten prezen diens inzet."),
    (
        "nl",
        "Daarom kan ze daar ook met een rustige aanpak mee.",
        "Daarom kan die daar ook met een rustige aanpak mee.",
    ),
    ("nl", "De klanten vonden haar vriendelijk.", "De klanten vonden hen vriendelijk."),
    ("nl", "Tijdens zijn stage ging het goed.", "Tijdens diens stage ging het goed."),
    ("nl", "Zijn werk is netjes.", "Diens werk is netjes."),
    # blind.py: each sentence in its own language
    (
        "en",
        "De stagiair doet zijn werk netjes en hij is altijd op tijd bij het werk.",
        "De stagiair doet diens werk netjes en die is altijd op tijd bij het werk.",
    ),
    # told_of.py
    ("nl", "Ik hielp overal en hij is een topper.", "Ik hielp overal en die is een topper."),
    (
        "nl",
        "Mijn chef zei over mij: hij is nuttig voor ons.",
        "Mijn chef zei over mij: die is nuttig voor ons.",
    ),
]

SENTENCES = [
    ("Klaar.\nDaarna de vaat", 2),
    ("Klaar; daarna de vaat", 2),
    ("• Vegen • Dweilen", 3),
    ("Klaar! (echt waar?) Ja.", 3),
    ("Het kostte 3.50 bij het station.", 1),
    ("Ik reed d.m.v. een kar naar J. Bakker.", 1),
    ("De klant van bijv. dhr. Smit kwam op 4 jan. langs.", 1),
]


@pytest.mark.parametrize(("text", "count"), SENTENCES)
def test_a_text_is_cut_where_a_sentence_ends(text, count):
    assert len(sentence_bounds(text)) == count


@pytest.mark.parametrize(("lang", "text", "hidden", "kind"), HIDDEN)
def test_what_a_rule_finds_is_hidden_to_its_end(lang, text, hidden, kind):
    spans = blind(text, NOBODY, lang).spans
    start = text.index(hidden)
    covered = {place for one in spans for place in range(one.start, one.end)}

    assert {n for n in range(start, start + len(hidden)) if text[n].isalnum()} <= covered
    assert kind in {one.kind for one in spans if one.start <= start < one.end}


@pytest.mark.parametrize(("lang", "text"), SHOWN)
def test_what_only_looks_like_it_is_shown(lang, text):
    assert blind(text, NOBODY, lang).text == text


@pytest.mark.parametrize(("lang", "text", "piece"), STAYS)
def test_what_stands_beside_what_is_hidden_is_shown(lang, text, piece):
    assert piece in blind(text, NOBODY, lang).text != text


@pytest.mark.parametrize(("lang", "text", "verdict", "ground"), TOLD)
def test_a_sentence_that_tells_a_ground_gets_its_verdict(lang, text, verdict, ground):
    (sentence,) = blind(text, NOBODY, lang).sentences

    assert (sentence.verdict, sentence.why) == (verdict, ground)


@pytest.mark.parametrize(("lang", "text", "neutral"), NEUTRAL)
def test_a_gendered_word_becomes_a_neutral_one(lang, text, neutral):
    assert blind(text, NOBODY, lang).text == neutral


def test_nothing_is_shown_where_a_fact_was_missed_at_first(monkeypatch):
    missed, own_facts = [[]], engine.own_facts
    monkeypatch.setattr(engine, "own_facts", lambda *of: missed.pop() if missed else own_facts(*of))

    known = KnownFacts(first="Xqamber")
    result = blind("Ik zag Ali. Ik veegde xqamber op.", known, "nl", allowed=frozenset({"xqamber"}))

    assert result.text == MARKER
