"""The things that lie in archives and data sets, by language: on them models are tried."""

from typing import Final

RECORDS: Final = (
    r"(?:sets?|splits?|folds?|data|datasets?|corpus|corpora|suites?|prompts?|questions?|queries|images?|photos?|"
    r"photographs?|pictures?|scans?|slides?|frames?|clips?|videos?|footage|recordings?|calls?|transcripts?|utterances?|"
    r"dialogues?|dialogs?|conversations?|chats?|messages?|emails?|mails?|letters?|tickets?|cases?|files?|records?|"
    r"documents?|contracts?|invoices?|receipts?|forms?|claims?|declarations?|filings?|applications?|orders?|"
    r"transactions?|logs?|traces?|rides?|trips?|auctions?|bids?|studies|reports?|essays?|exams?|articles?|reviews?|"
    r"summaries|texts?|pages?|sentences?|samples?|examples?|plots?|tiles?|signals?|series|sessions?|decisions?|notes?|"
    r"charts?|biopsies|x-?rays?|mammograms?|ecgs?|specimens?|readings?|tasks?|problems?|scenarios?|repositor(?:y|ies)|"
    r"hires?|births?|flights?|voyages?|bookings?|discharge letters?|defects?|frauds?|engagements?|matters?|incidents?|"
    r"alarms?|inspections?|visits?|jobs?|episodes?|admissions?|encounters?|cohorts?|loans?|accounts?|policies|"
    r"catalogues?|catalogs?|lists?|benchmarks?)"
)
AKTEN: Final = (
    r"\w*(?:akten|fälle|fällen|daten|belege|belegen|rechnungen|aufträge|aufträgen|bestellungen|bilder|bildern|"
    r"aufnahmen|protokolle|protokollen|tickets|anträge|anträgen|meldungen|briefe|briefen|dokumente|dokumenten|"
    r"befunde|befunden|buchungen|mails|vorgänge|vorgängen|scans|fotos|anrufe|anrufen|gespräche|gesprächen|verträge|"
    r"verträgen|urteile|urteilen|datensatz|datensätze|datensätzen|korpus)"
)
DOSSIERS: Final = (
    r"(?:dossiers|cas|factures|commandes|images|clichés|courriers|tickets|sinistres|demandes|appels|déclarations|"
    r"données|enregistrements|photos|textes|contrats|examens|radios|conversations|jeu|corpus)"
)
CASOS: Final = (
    r"(?:expedientes|casos|facturas|pedidos|imágenes|correos|tickets|siniestros|solicitudes|llamadas|historias|"
    r"processos|faturas|imagens|chamados|sinistros|prontuários|fichas|declaraciones|declarações|estudios|exames|"
    r"exámenes|datos|dados|fotos|textos|contratos|grabaciones|gravações|conversaciones|conversas|conjunto|corpus)"
)
