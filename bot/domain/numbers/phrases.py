"""The words and signs that stand around figures, in English and the languages of the shipped vocabulary, as data.

Several phrases of a role stand between bars; a sign inside of a phrase may or may not touch its neighbours.
What two roles share belongs to the one listed last.
"""

from bot.domain.numbers.roles import Role

PHRASES: dict[Role, str] = {
    Role.FILLER: """
        of | by | the | um | de | da | do | des | del | la | der | die | das | los | las | os | les | le | n = |
        exactly | genau | exactement | exactamente | exatamente | just | only
        """,
    Role.UNCLEAR: """
        ? | .. | ( | ) | [ | ] | x | times | fold | -fold | mal | fois | veces | vezes | ‰ | per mille | promille |
        points | point | pts | ポイント | 포인트 | 折 | 割 | 成 | pt | punkte | puntos | pontos | absolute | abs |
        abs. | triple |
        improvement | better | worse | change | improve |
        verbesserung | amélioration | mejora | melhoria | 改善 | faster | slower | cheaper | if | when | but |
        not | no | than | and | or | in | on | at | for | with | as | between | zwischen | entre | und | oder |
        ou | cents | cent | pence | & | : | ^ | * | = | ms | sec | secs | s | h | hr | hrs | d | w | y | kg |
        g | km | cm | mm | l | gb | mb | kb | tb | c | f | °
        """,
    Role.OTHER_SCALE: """
        double | doubled | twice | triple | tripled | thrice | halve | halved |
        hundred | dozen | dozens | hundreds | thousands | score | gross |
        trillion | trillions | hundert | dutzend | douzaine | centaine | cien | ciento | docena | cem | dúzia |
        billionen | billones | billón | biliões | bilião | hunderte
        """,
    Role.PERCENT: """
        % | percent | percents | per cent | pct | pct. | prozent | procent | pour cent | pourcent | por ciento |
        por cento | per cento | percento | パーセント | 퍼센트 | 프로 | procenta | procentach |
        procenten | prosent | في المئة |
        في المائة | بالمئة | بالمائة | प्रतिशत | yüzde
        """,
    Role.POINTS: """
        pp | p.p. | pp. | p.p | ppt | ppts | pps | percentage point | percentage points | percent point |
        percent points | per cent points | % point | % points | %-point | %-points | % pts | % pt | % p | %-pt |
        %-pts | pct pts | pct points | percentage-point | percentage-points | prozentpunkt | prozentpunkte |
        prozentpunkten | prozentpkt | prozentpkt. | %-pkt | %-pkt. | %-punkt | %-punkte | %-punkten | % punkte |
        prozent-punkte | point de pourcentage | points de pourcentage | point de % | points de % |
        points de pour cent | punto porcentual | puntos porcentuales | puntos de porcentaje | ponto percentual |
        pontos percentuais | punto percentuale | punti percentuali | procentenhet | procentenheter | prosentpoeng |
        procentpoint | procentpunt | procentpunten | % ポイント | パーセントポイント | 百分点 | 个百分点 | 個百分點 |
        % 포인트
        """,
    Role.BASIS_POINTS: """
        bp | bps | basis point | basis points | basispunkt | basispunkte | points de base | puntos básicos |
        pontos-base | pontos base | 基点
        """,
    Role.PER_OTHER: """
        per minute | /min | per second | /s | /sec | rps | qps | yoy | mom | wow | qoq | y/y | per | je | pro | par |
        por | / | each
        """,
    Role.PER_HOUR: """
        hourly | per hour | an hour | every hour | each hour | /h | /hr | /hrs | /hour | per hr | pro stunde |
        je stunde | /stunde | /std | stündlich | par heure | /heure | por hora | a la hora | /hora | 每小时 |
        每小時 | /小时 | 毎時 | 1時間に | 1時間あたり | 一時間に | 一時間あたり
        """,
    Role.PER_MONTH: """
        monthly | per month | a month | each month | every month | /month | /months | /mo | /mth | per mo | per mth |
        pro monat | je monat | im monat | /monat | monatlich | par mois | /mois | mensuel | mensuels |
        mensuelles | por mes | al mes | /mes | mensual | mensuales | por mês | ao mês | /mês | mensal | mensais |
        al mese | /mese | per maand | per måned | per månad | i månaden | 每月 | 每个月 | 毎月 | 月間 |
        月均 | /月 | 月に | 月あたり | 一か月に | 一ヶ月に
        """,
    Role.PER_QUARTER: """
        quarterly | per quarter | a quarter | each quarter | every quarter | /quarter | /qtr | per qtr | pro quartal |
        je quartal | im quartal | /quartal | par trimestre | /trimestre | por trimestre | al trimestre |
        ao trimestre | trimestral | trimestrales | trimestrais | 每季度 | 每季 | 毎四半期
        """,
    Role.PER_YEAR: """
        yearly | annually | annual | per year | a year | each year | every year | per annum | p.a. | p.a | /year |
        /yr | /y | per yr | pro jahr | je jahr | im jahr | /jahr | jährlich | par an | /an | annuel | annuels |
        annuelles | por año | al año | /año | anual | anuales | por ano | ao ano | /ano | anuais | all'anno | per jaar |
        per år | om året | 每年 | 毎年 | 年間 | 年均 | /年 | 年に
        """,
    Role.PER_DAY: """
        daily | per day | per dag | om dagen | i døgnet | per dygn | /dag | dagelijks | dagligen | daglig | dziennie |
        günlük | يوميا | a day | each day | every day | /day | /d | /days | p.d. | pro tag | am tag | /tag |
        je tag | täglich | par jour | /jour | /j | quotidien | quotidiens | quotidiennes | por día | al día |
        /día | diario | diarios | diaria | diarias | por dia | ao dia | /dia | diário | diários | diárias | 每天 |
        每日 | 一天 | 一日 | 一日あたり | 一日に | 日均 | 日平均 | 1日平均 | /天 | /日 | 毎日 | al giorno | /giorno
        """,
    Role.PER_WEEK: """
        weekly | per week | per vecka | i veckan | per uke | i uken | per uge | om ugen | /vecka | wekelijks |
        tygodniowo | ukentlig | a week | each week | every week | /week | /wk | /w | /weeks | per wk | pro woche |
        /woche | je woche | wöchentlich | die woche | in der woche | par semaine | /semaine | /sem | hebdomadaire |
        hebdomadaires | por semana | a la semana | /semana | semanal | semanales | semanais | 每周 | 每週 | 毎週 |
        /周 | /週 | 一周 | 週に | 週あたり | 週間あたり | 一週間に | 一週間あたり | 周均 | 毎週平均 | 週間 |
        alla settimana | /settimana
        """,
    Role.UP: """
        rose | grew | steg | ökade | økte | stieg | aumentó | subió | aumentou | subiu |
        up | more | higher | mer | fler | högre | ökning | flere | højere | stigning | økning | høyere | meer |
        hoger | stijging | in più | più | crescita | więcej | wzrost | gestiegen | gewachsen | erhöht | augmenté |
        crecido | aumentado | cresceu | increase | increases | increased | growth | grow | grows | rise | rises |
        rising | gain | gains | lift | uplift | steigern | erhöhen | augmenter | aumentar | incrementar | subir |
        öka | höja | increase of | increase by | up by | mehr | höher | anstieg | steigerung | zuwachs | wachstum |
        zunahme | de plus | hausse | augmentation | croissance | más | aumento | incremento | mayor | crecimiento |
        subida | mais | acréscimo | maior | crescimento | 上升 | 增加 | 增长 | 提高 | 提升 | 增 | 増 | 増加 | 上昇 |
        向上 | アップ
        """,
    Role.DOWN: """
        fell | shrank | minskade | sjönk | falt | faldt | sank | fiel | bajó | cayó | disminuyó | diminuiu |
        down | fewer | less | mindre | färre | lägre | minskning | færre | lavere | fald | nedgang | reduksjon |
        minder | daling | in meno | meno | calo | riduzione | mniej | spadek | gesunken | gefallen | reduziert |
        gesenkt | baissé | diminué | réduit | reducido | bajado | reduzido | caiu | lower | decrease | decreases |
        decreased | reduction | reduce | reduces | reduced | drop | drops | fall | falls | decline | declines | cut |
        cuts | off | smaller | shrink | weniger | senken | reduzieren | verringern | mindern | réduire | baisser |
        diminuer | reducir | bajar | disminuir | reduzir | diminuir | baixar | sänka | minska | niedriger | geringer |
        rückgang | reduktion | reduzierung | senkung | verringerung | abnahme | de moins | baisse | réduction |
        diminution | menos | reducción | disminución | menor | bajada | caída | redução | queda | diminuição | 下降 |
        减少 | 減少 | 降低 | 减 | 減 | 削減 | 低下 | ダウン
        """,
    Role.RELATIVE: "relative | rel | rel. | relativ | relatif | relativo",
    Role.PLUS: "+ | plus",
    Role.MINUS: "- | minus | negative | moins",
    Role.BOUND: """
        > | < | ≥ | ≤ | => | >= | <= | =< | at least | at most | atleast | min | max | min. | max. | minimum |
        maximum | up to | upto | over | under | below | above | beyond | within | more than | less than |
        fewer than | lower than | higher than | greater than | no more than | not more than | no less than |
        or more | or less | or higher | or lower | or fewer | or better | or above | or below | and up |
        and above | upwards | exceeding | to | till | until | from | mindestens | höchstens | maximal | minimal |
        über | unter | bis | bis zu | ab | mehr als | weniger als | au moins | au plus | plus de | moins de |
        jusqu'à | supérieur à | inférieur à | al menos | como mínimo | como máximo | a lo sumo | hasta | más de |
        menos de | pelo menos | no máximo | no mínimo | até | mais de | acima de | abaixo de | 以上 | 以下 | 未満 |
        超 | 至少 | 最多 | 最少 | 超过 | 少于 | 低于 | 高于 | 不到 | 最低 | 最高
        """,
    Role.ABOUT: """
        ~ | ≈ | ≃ | ≅ | ± | +/- | +- | about | around | approx | approx. | approximately | approximate | circa |
        ca | ca. | c. | roughly | nearly | almost | ish | -ish | or so | some | give or take | maybe | perhaps |
        probably | estimated | est | est. | or thereabouts | thereabouts | ballpark | few | a few | several |
        couple | a couple | a couple of | many | plus or minus | plus minus | more or less | etwa | ungefähr |
        rund | zirka | zirca | knapp | fast | gut | einige | environ | à peu près | quelques | presque | près de |
        vers | aproximadamente | alrededor de | cerca de | unos | unas | casi | más o menos | algunos |
        por volta de | em torno de | quase | uns | umas | 约 | 大约 | 左右 | 大概 | 約 | およそ | 程度 | くらい |
        ぐらい | ほど | 前後 | 多 | 几 | 幾 | 近 | 余 | 上下
        """,
}
SCALES: dict[int, str] = {
    1_000: """
        k | thousand | tusen | tusind | duizend | tys. | tys | ألف | हज़ार | tsd | tsd. | tausend | mille |
        milliers | mil | mila | 千 | 천 | тыс
        """,
    10_000: "万 | 萬 | 만",
    100_000: "lakh | lakhs | lac | lacs | लाख",
    1_000_000: """
        mn | mln | mio | miljon | miljoner | millioner | miljoen | miljoenen | milion | miliony | milionów | milyon |
        مليون | ملايين | mio. | mill | million | millions | millionen | millón | millones | milhão | milhões |
        milioni | 百万 | млн
        """,
    10_000_000: "crore | crores | cr | cr. | करोड़ | 千万",
    100_000_000: "億 | 亿 | 억",
    1_000_000_000: """
        bn | bln | miljard | miljarder | milliarder | mld | mld. | miliard | miliardy | miliardów | milyar | مليار |
        billion | billions | mrd | mrd. | mds | milliard | milliards | milliarde | milliarden |
        mil millones | mil milhões | bilhão | bilhões | miliardi | 十亿 | 十億 | млрд
        """,
}
MONEY: dict[str, str] = {
    "USD": "$ | us$ | $us | dollar | dollars | us dollars | us-dollar | bucks | dólares | dólar | 美元 | ドル | usd",
    "EUR": "€ | euro | euros | d'euro | d'euros | de euros | de euro | ユーロ | 欧元 | eur",
    "GBP": "£ | pounds sterling | sterling | quid | gbp",
    "CHF": "sfr | sfr. | swiss francs | franken | chf",
    "JPY": "円 | yen | 日元 | jpy",
    "CNY": "元 | 人民币 | yuan | rmb | cny",
    "INR": "₹ | inr",
    "BRL": "r$ | reais | brl",
    "CAD": "c$ | ca$ | cad",
    "AUD": "a$ | au$ | aud",
    "NZD": "nz$ | nzd",
    "HKD": "hk$ | hkd",
    "SGD": "s$ | sg$ | sgd",
    "TWD": "nt$",
    "MXN": "mx$ | mxn",
    "PLN": "zł | złoty | zloty | pln",
    "CZK": "kč | czk",
    "HUF": "huf",
    "KRW": "₩ | 원 | krw",
    "RUB": "₽",
    "TRY": "₺",
    "ILS": "₪",
    "VND": "₫",
    "UAH": "₴",
    "NGN": "₦",
    "THB": "฿",
    "PHP": "₱",
    "KZT": "₸",
    "CRC": "₡",
    "PYG": "₲",
    "GHS": "₵",
    "NOK": "nok",
    "DKK": "dkk",
    "ZAR": "zar",
}
"""Signs and names of money; codes in lower case only where they are no word of their own."""

SOME_MONEY = """
    ¥ | kr | kr. | kroner | kronor | krone | krona | kronen | fr | fr. | francs | franc | rs | rs. | rupee |
    rupees | peso | pesos | pound | pounds | ¢ | ¤
"""
"""Money of more than one country."""

LOCAL_MONEY: dict[str, str] = {
    "¥": "JPY CNY",
    "kr | kr. | kroner | kronor | krone | krona | kronen": "SEK NOK DKK ISK",
    "fr | fr. | francs | franc": "CHF XOF XAF",
    "rs | rs. | rupee | rupees": "INR PKR LKR NPR MUR",
    "peso | pesos": "MXN ARS CLP COP PHP UYU DOP",
    "pound | pounds": "GBP",
}
"""Which money each of them can be: in a country that has one of these, it is that one."""

OUT_OF = """
    out of | in | of | in every | out of every | from every | per | von | aus | sur | de cada | en cada | em cada |
    von je | in jedem | av | af | av varje | em
"""
"""What stands between the two figures of a rate such as "3 in 1,000"."""

NOT_FINITE = "nan | inf | infinity | infinite | infinit | infinito | infini | unendlich | ∞ | 无穷 | 無限"
"""Names of what is no finite number."""
