"""What French speakers type about a programme: sense → phrases, with accents.

`word?` counts only beside another word of time or in a question that is plainly French; `word~` only beside a word of time.
"""

_LUNCH = (
    *("le déjeuner", "déjeuner", "le déj", "le repas", "le repas de midi"),
    *("la pause déjeuner", "la pause de midi", "la pause repas"),
)

PHRASES = {
    # days
    "shift 0": (
        "aujourd'hui, aujourdhui, ajd, auj, ce jour, ce matin, ce midi, cet après-midi, cet aprem, cette après-midi, ce soir, "
        "cette nuit, de la journée, ce jour même"
    ),
    "shift 1": "demain, 2main",
    "shift 2": "après-demain, apres demain, surlendemain, le surlendemain",
    "shift -1": "hier, la veille au soir",
    "shift -2": "avant-hier",
    "anchor 1": "lendemain, le lendemain, le jour suivant, le jour d'après, jour suivant, la journée suivante",
    "anchor -1": "la veille, le jour d'avant, le jour précédent",
    "weekday 0": "lundi, lundis, lun~",
    "weekday 1": "mardi, mardis, mar~",
    "weekday 2": "mercredi, mercredis, mer~",
    "weekday 3": "jeudi, jeudis, jeu~",
    "weekday 4": "vendredi, vendredis, ven~",
    "weekday 5": "samedi, samedis, sam~",
    "weekday 6": "dimanche, dimanches, dim~",
    "week 0": "cette semaine, dans la semaine, en semaine",
    "week 1": "la semaine prochaine, semaine prochaine, la semaine suivante, la semaine d'après",
    "week -1": "la semaine dernière, semaine dernière, la semaine passée",
    "weekend 0": "week-end, ce week-end, le week-end, weekend",
    "months 0": "ce mois-ci, ce mois",
    "months 1": "le mois prochain, mois prochain",
    "months -1": "le mois dernier, mois dernier",
    "month 1": "janvier, janv~",
    "month 2": "février, fév~",
    "month 3": "mars~, mar~",
    "month 4": "avril, avr~",
    "month 5": "mai~",
    "month 6": "juin",
    "month 7": "juillet, juil~",
    "month 8": "août",
    "month 9": "septembre, sept~",
    "month 10": "octobre, oct~",
    "month 11": "novembre, nov~",
    "month 12": "décembre, déc~",
    "elsewhere 0": (
        "l'an dernier, l'année dernière, année dernière, l'an passé, l'année prochaine, année prochaine, l'an prochain, "
        "chaque année, tous les ans, prochain atelier, prochaine édition, prochain congrès, prochain workshop, "
        "dernière édition, édition précédente, éditions précédentes, dernier atelier, atelier précédent, prochain colloque, "
        "la prochaine fois, la dernière fois, l'année suivante, édition suivante"
    ),
    "elsewhere after": "après l'atelier, après le congrès, après le colloque, après l'événement, après l'évènement, après la formation",
    "day 0": "jour, journée, jours, journées, jr",
    "date 0": "le, au, du, dès le, jusqu'au",
    "year-word 0": "en",
    # parts of a day and hours
    "part morning": (
        "matin, matinée, ce matin, le matin, du matin, au matin, matins, dans la matinée, avant manger, à la première heure, "
        + ", ".join(f"avant {lunch}" for lunch in _LUNCH)
    ),
    "part noon": "midi, ce midi, à midi, le midi",
    "part afternoon": (
        "après-midi, aprem, aprèm, cet après-midi, cet aprem, cette après-midi, l'après-midi, de l'après-midi, d'après-midi, après midi, "
        "après manger, " + ", ".join(f"après {lunch}" for lunch in _LUNCH)
    ),
    "part evening": "soir, ce soir, soirée~, dans la soirée, le soir, du soir, la soirée~",
    "part night": "nuit, cette nuit, la nuit, dans la nuit",
    "hour 0": "h~, heure, heures, hrs~",
    "hours-long 0": "heure, heures, h~",
    "minutes-long 0": "minute, minutes, min~, mn~",
    "span 30": "une demi-heure, demi-heure",
    "half 0": "et demie, demie, et demi",
    "hence 0": "d'ici",
    "since 0": "il y a",
    "in 0": "dans, d'ici",
    "at 0": "vers",
    "from 0": "de, du, dès, à partir de, depuis, entre",
    "onwards 0": "à partir de, à partir du, dès, dès le, depuis, depuis le",
    "after 0": "après",
    "before 0": "avant",
    "until 0": "jusqu'à, jusqu'au",
    "to 0": "à, au, jusqu'au, jusqu'à",
    "and 0": "et, ou, puis",
    "length 0": "pendant, durant, dure, durent, durée de",
    "coming 0": "prochain, prochains, qui vient, à venir, suivant",
    "coming-first 0": "prochain",
    "passed 0": "dernier, passé, précédent",
    "rest 0": (
        "le reste de la journée, reste de la journée, reste aujourd'hui, plus tard aujourd'hui, "
        "il reste quoi, que reste-t-il, qu'est-ce qu'il reste"
    ),
    # relation to now
    "now 0": (
        "maintenant, mnt, en ce moment, actuellement, session en cours, sessions en cours, exposé en cours, est en cours, "
        "sont en cours, à l'instant, là maintenant, présentement, à cette heure-ci, pour l'instant, en ce moment même, "
        "à l'heure actuelle, en train de"
    ),
    "next 0": (
        "vient ensuite, vient après, prochain, prochaine, prochains, prochaines, suivant, suivante, suivants, suivantes, ensuite, à venir, "
        "tout à l'heure, "
        "juste après, et après, après ça, après cela, d'après, va commencer, vont commencer, plus tard"
    ),
    "nth 1": "premier, première, premiers, premières, en premier, pour commencer, 1er, 1ère, 1re",
    "nth 2": "deuxième, second, seconde",
    "nth 3": "troisième",
    "nth 4": "quatrième",
    "nth 5": "cinquième",
    "nth 6": "sixième",
    "nth 7": "septième",
    "nth -1": "dernier, dernière, derniers, dernières, en dernier, ultime, pour finir, fin de journée, en fin de journée",
    "number 1": "un, une",
    "number 2": "deux",
    "number 3": "trois",
    "number 4": "quatre",
    "number 5": "cinq",
    "number 6": "six",
    "number 7": "sept",
    "number 8": "huit",
    "number 9": "neuf",
    "number 10": "dix",
    "number 11": "onze",
    "number 12": "douze",
    # the programme
    "session 0": (
        "session, sessions, séance, séances, exposé, exposés, communication, communications, intervention, interventions, "
        "présentation, présentations, conférences, topo, topos, cours, créneau, créneaux, table ronde"
    ),
    "programme 0": (
        "programme, programmes, le programme, planning, horaires, horaire, emploi du temps, calendrier, déroulé, déroulement, "
        "agenda, au programme, programmation, liste des sessions, liste des exposés, liste des communications, "
        "liste des présentations"
    ),
    "all 0": (
        "tout le programme, programme tout, programme complet, programme entier, toute la semaine, tous les jours, toutes les sessions, "
        "tous les exposés, chaque jour, l'ensemble, ensemble du programme, toutes les communications, "
        "toutes les présentations, détaillé, au complet, en entier, complet, programme détaillé, tout l'atelier, global, "
        "les deux jours, les trois jours, les quatre jours, les cinq jours, les six jours, les sept jours, "
        "les 2 jours, les 3 jours, les 4 jours, les 5 jours, les 6 jours, les 7 jours"
    ),
    "speak 0": (
        "parle, parlent, parlera, parleront, intervient, interviennent, interviendra, présente, présentent, présentera, "
        "expose, anime, animera, anime-t-il, modère, qui fait, qui fera, parler, prend la parole, "
        "intervenir, a parlé, est intervenu, préside, présenté, présentée, présentés, présentées, assure, assuré, assurée, "
        "est fait, est faite, sera fait, sera faite"
    ),
    "start 0": "commence, commencent, commencer, commencera, débute, débutent, débuter, démarre, démarrer, début, ouvre",
    "end 0": "finit, finissent, finir, se termine, termine, terminent, terminer, s'achève, fin, finira, terminera, fini",
    "ask when": (
        "quand, dans combien de temps, combien de temps avant, quel jour, quels jours, "
        "horaire, horaires, prévu, prévue, prévus, prévues, " + ", ".join(f"avant ou après {lunch}" for lunch in _LUNCH)
    ),
    "ask held": "maintenu, maintenue, maintenus, maintenues",
    "ask cancelled": "annulé, annulée, annulés, annulées, annulations, supprimée, supprimées",
    "ask hour": "quelle heure, à quelle heure, quelles heures",
    "ask where": (
        "où~, c'est où, où est, où sont, où a lieu, où ont lieu, où aura lieu, où auront lieu, où se tient, où se déroule, où se passe, "
        "où ça, quelle salle, salle, salles, lieu"
    ),
    "ask who": (
        "qui, ki?, personne qui, personnes qui, celui qui, celle qui, ceux qui, celles qui, nom de la personne qui, "
        "noms des personnes qui, nom de celui qui, nom de celle qui, quel médecin, quel expert, quel spécialiste, quel professeur"
    ),
    "ask whose": "de qui, par qui",
    "ask speakers": (
        "intervenant, intervenants, intervenante, orateur, orateurs, oratrice, conférencier, conférenciers, nom de l'intervenant, "
        "nom de l'intervenante, noms des intervenants, nom de l'orateur, nom du conférencier"
    ),
    "ask length": "combien de temps, combien de minutes, combien d'heures, dure, durée, durent",
    "ask link": (
        "lien, liens, connexion, zoom, lien zoom, lien de connexion, visio, lien visio, lien de visio, lien de la visio, visioconférence, "
        "teams, lien teams, webex, lien webex"
    ),
    "ask 0": (
        "où, a lieu, ont lieu, aura lieu, auront lieu, se tient, se déroule, lien entre, liens entre, "
        "traite, traitent, traité, traités, traitée, traitées, "
        "aborde, abordent, abordé, abordés, abordée, abordées, porte sur, portent sur, se passe, discute, discutent, discuté, discutés, "
        "discutée, discutées, évoque, évoquent, évoqué, évoqués, évoquée, évoquées, enseigné, enseignée"
    ),
    "count 0": "combien, combien de, combien d, nombre de, nombre d",
    "event 0": "atelier, workshop, congrès, colloque, conférence, réunion, événement, évènement, formation",
    "kind opening": "ouverture, cérémonie d'ouverture, séance d'ouverture, session d'ouverture, inauguration",
    "kind closing": "clôture, cérémonie de clôture, séance de clôture, session de clôture, conclusion",
    "kind break": "pause, pauses, pause café, pauses café, pause-café",
    "kind discussion": "discussion, discussions, débat, débats",
    "kind social": "dîner, gala, dîner de gala, cocktail, repas du soir",
    "honorific 0": "m, mr, mme, monsieur, madame, dr, docteur, docteure, pr, prof, professeur, professeure",
    "follow 0": "et, et pour, et si, et le, et la, et l",
    "there 0": (
        "là, y, ça, cela, cette session, cet exposé, celui-ci, celle-ci, là-bas, là-dessus, ce sujet, dessus, c'est, ce jour-là, elle, il"
    ),
    "unit 0": (
        "ans, an, mois, mg, kg, ml, cm, enfants, patients, cas, fois, pour cent, personnes, exposés, sessions, présentations, "
        "communications, pays, hôpitaux, euros, cycles, cures, semaines"
    ),
    "meal 0": "avant ou après manger",
    "function 0": (
        "le, la, les, l, un, une, des, du, de, d, au, aux, à, a, ce, cet, cette, ces, c, est, ce que, que, qu, quoi, quel, "
        "quelle, quels, quelles, qui, il, elle, ils, elles, on, je, j, vous, nous, me, moi, y, a-t-il, t, en, et, ou, pour, "
        "par, sur, dans, avec, sans, sont, sera, seront, serait, était, été, ont, avoir, être, peut, peux, pouvez, puis, dire, "
        "avait, avaient, dites, donner, donnez, montrer, montrez, voir, svp, s'il vous plaît, merci, bonjour, salut, bonsoir, concernant, "
        "propos, au sujet de, combien, quelque chose, savoir, veux, voudrais, aimerais, s, se, n, ne, pas, leur, son, sa, ses, "
        "mon, ma, mes, lors, chez, esk, qu'est-ce, est-ce, lequel, laquelle, lesquels, lesquelles, comment, afficher, affiche, "
        "cherche, connaître, participer, assister, suivre, déjà, encore, aussi, alors, donc, consacré, consacrée, consacrés, "
        "consacrées, autour, plaît, y aura-t-il, aura, faire, fait, total, liste, tous, "
        "pourriez, amabilité, obligeance, préciser, indiquer, renseigner, exact, exacte, exactement, relatif, "
        "relative, relatifs, relatives, "
        "cordialement, souhaite, souhaiterais, avance, remercie, "
        "toutes"
    ),
}
