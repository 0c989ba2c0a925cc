"""Words that mark asides, in the supported languages. Data; the rules are in `forms.py` and `detection.py`.

All words are in lower case. The lists need not be complete: an aside that is not recognised stays in the article.
"""


def _entries(table: str) -> frozenset[str]:
    return frozenset(entry.strip() for line in table.split("\n") for entry in line.split("|") if entry.strip())


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LINKS = _entries(
    """
    related|related news|related articles|related stories|related story|related coverage|related content|related topics
    related links|related reading|read more|read also|also read|read next|read on|see also|see more|more stories
    more news|more on this|more on this story|more on this topic|more from this section|further reading|external links
    sister links|sister projects|most read|most popular|recommended|recommended for you|recommended stories|up next
    you may also like|you might also like|don't miss|trending|trending now|top stories|latest news|popular stories
    mehr zum thema|lesen sie auch|siehe auch|weblinks|lesen sie mehr|das könnte sie auch interessieren
    lire aussi|à lire aussi|voir aussi|liens externes|sur le même sujet|lire plus
    lea también|lea más|véase también|enlaces externos|noticias relacionadas|leer más|te puede interesar
    leggi anche|leggi di più|vedi anche|collegamenti esterni|articoli correlati|notizie correlate
    lees ook|zie ook|externe links|gerelateerd|gerelateerde artikelen|lees meer
    leia também|leia mais|veja também|ligações externas|notícias relacionadas|saiba mais
    читайте также|смотрите также|см. также|ссылки|по теме|внешние ссылки|материалы по теме
    اقرأ أيضا|اقرأ أيضًا|انظر أيضا|وصلات خارجية|أخبار ذات صلة|مواضيع ذات صلة|روابط خارجية
    関連記事|関連項目|外部リンク|関連ニュース|あわせて読みたい
    延伸阅读|相关新闻|相关链接|相关报道|外部链接|外部連結|推荐阅读|参见|相關新聞
    """
)
"""Headings of lists of links, and labels of single links. Articles do not use them as headings of their own."""

SOURCES = _entries(
    """
    source|sources|references|notes|footnotes|bibliography|citations|via
    quelle|quellen|einzelnachweise|literatur|belege|fuente|fuentes|referencias|notas|bibliografía
    sources et références|références|notes et références|bibliographie|fonte|fonti|note|bibliografia|riferimenti
    bron|bronnen|bronvermelding|noten|voetnoten|fontes|referências|источник|источники|примечания|литература
    مصادر|المصادر|المصدر|مراجع|المراجع|هوامش|出典|脚注|参考文献|情報源|来源|消息来源|参考资料|參考資料|资料来源
    """
)
"""Headings of lists of sources. Some are ambiguous: an article about a river may have the heading "Sources"."""

LABELS = _entries(
    """
    tag|tags|topic|topics|category|categories|filed under|posted in|keywords|key words|hashtags|more on|in pictures
    themen|schlagwörter|schlagworte|kategorie|kategorien|etiquetas|categoría|categorías|temas|mots-clés|catégories
    argomenti|categorie|trefwoorden|categorieën|tópicos|assuntos|теги|категории|ключевые слова|рубрика
    وسوم|تصنيفات|كلمات مفتاحية|タグ|カテゴリ|カテゴリー|标签|分类|关键词|標籤
    """
)
"""Labels of the topics or categories of an article."""

CONTROLS = _entries(
    """
    advertisement|advertisements|ad|advert|sponsored|anzeige|werbung|publicité|publicidad|pubblicità|advertentie
    publicidade|реклама|إعلان|広告|广告|share|share this|share article|share this article|share on|share via|tweet|print
    print this page|copy link|link copied|copy|save|save article|bookmark|comment|comments|view comments|show comments
    leave a comment|email|e-mail|mail|pin|like|reply|facebook|twitter|x|whatsapp|linkedin|reddit|telegram|messenger
    instagram|youtube|pinterest|flipboard|bluesky|threads|tiktok|rss|google news|subscribe|subscribe now|sign in|sign up
    log in|login|register|menu|search|close|skip to content|skip to main content|back to top|next|previous|home|listen
    donate|donate now|follow|follow us|teilen|drucken|kommentare|merken|partager|imprimer|commentaires|compartir
    imprimir|comentarios|condividi|stampa|commenti|delen|reacties|compartilhar|comentários|поделиться|комментарии|مشاركة|シェア
    分享|read more|see more|show more|load more|skip advertisement|continue reading
    about|about us|contact|contact us|privacy|privacy policy|terms|terms of use|cookies|newsletters|newsletter|jobs
    """
)
"""Texts of buttons and menus."""

ALONE = _entries(
    """
    advertisement|advertisements|sponsored|anzeige|werbung|publicité|publicidad|pubblicità|advertentie|publicidade
    реклама|إعلان|広告|广告|share this|share article|share this article|tweet|print this page|copy link|link copied
    save article|view comments|show comments|leave a comment|skip to content|skip to main content|back to top|subscribe
    subscribe now|sign in|sign up|log in|donate now|follow us|privacy policy|terms of use|share|read more|see more
    show more|load more|skip advertisement|continue reading
    """
)
"""Controls that are never a heading of an article, so that a single one is an aside."""

BESIDE_CREDITS = _words(
    """
    of the for via and from by in on at with to de da di del la le et y und von van der e courtesy permission supplied
    provided handout file archive archives screenshot own work photo photos image images public domain com org net dpa
    apa afp epa ansa
    """
)
"""Lower-case words in a credit beside names."""

WORK = _words(
    """
    reporting writing editing research photography graphics graphic translation compiled edited written translated
    produced reported photographed illustrated illustration story text words photos photographs video assistance
    """
)
"""Kinds of contribution to an article: "editing by Ann Lee"."""

ROLES = _words(
    """
    editor editors author authors reporter reporters writer writers photographer photographers producer translator
    autor autorin redaktion auteur autora redacción autore автор редактор 作者 编辑 責任编辑 责任编辑 記者 记者
    """
)
"""Roles of contributors: "Editor: Ann Lee"."""

AROUND_NAMES = WORK | _words(
    """
    by and in with for of the at from additional further staff writer writers reporter reporters correspondent editor
    special to de da van von der den del di la al bin und et y e en и
    """
)
"""Lower-case words between names in a byline or a credit of contributors."""
