"""French, Spanish, Italian, Portuguese and their neighbours."""

from __future__ import annotations

from rapport.interfaces.mail.reading.replies.languages.language import Language

ROMANCE = (
    Language(
        code="fr",
        wrote="a écrit|a ecrit|écrit|ecrit|écrivait|a écrit le|selon|quoting|a écrit ce qui suit",
        opens="le|selon|quoting",
        sender="de|expéditeur|émetteur",
        sent="envoyé|envoye|envoyé le|date|date d'envoi|date d’envoi|expédié|transmis",
        to="à|a|destinataire|pour",
        copy="copie à|copie|répondre à|importance|pièces jointes|priorité|cci",
        subject="objet|sujet",
        original="message d'origine|message d’origine|message original|courriel original|mail original|"
        "message initial|e-mail d'origine|message précédent|message d\u2019origine",
        forwarded="message transféré|courriel transféré|message réexpédié|mail transféré|transféré par|"
        "e-mail transféré",
        begins="début du message réexpédié|début du message transféré|début du courriel transféré|"
        "début du courriel réexpédié",
        client="envoyé de|envoyée de|envoyé depuis|envoyée depuis|envoyé à partir de|envoyé à partir du|"
        "envoyé à partir d'|envoyé à partir d’|envoyé avec|envoyé par|envoyé via|"
        "envoyé du|envoyé d'|envoyé d’|provenance",
        fetch="obtenez|obtenir|télécharger|téléchargez",
    ),
    Language(
        code="es",
        wrote="escribió|escribio|ha escrito|escribe|escribió lo siguiente|citando a|mencionó|comentó",
        opens="el|el día|con fecha|citando a|en fecha",
        sender="de|remitente",
        sent="enviado|enviado el|fecha|enviada|enviado en|fecha de envío",
        to="para|a|destinatario",
        copy="copia|responder a|importancia|datos adjuntos|prioridad",
        subject="asunto",
        original="mensaje original|correo original|mensaje anterior",
        forwarded="mensaje reenviado|correo reenviado|reenviado por",
        begins="inicio del mensaje reenviado|empieza el mensaje reenviado|comienzo del mensaje reenviado",
        client="enviado desde|enviado con|enviado vía|enviado por|enviado de|enviado mediante|mandado desde|"
        "enviado del|"
        "enviado a través",
        fetch="obtener|obtén|obtenga|descargar|descarga|consigue",
    ),
    Language(
        code="it",
        wrote="ha scritto|scrive|scrisse|ha scritto quanto segue|citando|hanno scritto|quoting",
        opens="il|il giorno|in data|alle|citando",
        sender="da|mittente",
        sent="inviato|data|inviato il|data invio|inviata",
        to="a|destinatario|per",
        copy="copia|rispondi a|priorità|allegati|importanza",
        subject="oggetto|ogg",
        original="messaggio originale|messaggio originario|mail originale|messaggio precedente",
        forwarded="messaggio inoltrato|inoltrato da|mail inoltrata|messaggio inoltrato da",
        begins="inizio messaggio inoltrato|inizio del messaggio inoltrato",
        client="inviato da|inviato dal|inviato con|inviato tramite|inviata da|inviato via|inviato dalla",
        fetch="ottieni|scarica|ottenere",
    ),
    Language(
        code="pt",
        wrote="escreveu|escreve|escreveu o seguinte|citando",
        opens="em|no dia|a|na|citando|no",
        sender="de|remetente",
        sent="enviado|enviada em|enviado em|enviada|data|enviado a|data de envio",
        to="para|destinatário",
        copy="cópia|com cópia|responder a|importância|anexos|prioridade",
        subject="assunto",
        original="mensagem original|e-mail original|email original|mensagem anterior",
        forwarded="mensagem encaminhada|mensagem reencaminhada|e-mail encaminhado|encaminhado por",
        begins="início da mensagem encaminhada|início da mensagem reencaminhada|iniciar mensagem reencaminhada",
        client="enviado do|enviado de|enviado da|enviado pelo|enviado via|enviado com|enviado a partir|enviada do|"
        "enviado por|enviado através",
        fetch="obter|obtenha|baixar|baixe|transferir",
    ),
    Language(
        code="ro",
        wrote="a scris|scrie|a scris următoarele",
        opens="în|pe|la|pe data de",
        sender="de la|expeditor",
        sent="trimis|data|trimis la|trimis pe",
        to="către|catre|la|destinatar",
        copy="copie|importanță|atașamente",
        subject="subiect",
        original="mesaj original|mesajul original|mesaj inițial",
        forwarded="mesaj redirecționat|mesaj retrimis|mesaj forwardat",
        begins="începutul mesajului redirecționat|începutul mesajului retransmis",
        client="trimis de pe|trimis din|trimis cu|trimis prin",
        fetch="obțineți|descărcați|obține",
    ),
    Language(
        code="ca",
        wrote="va escriure|ha escrit|escrigué",
        opens="el|el dia",
        sender="de|remitent",
        sent="enviat|enviat el|data",
        to="per a|a",
        copy="còpia",
        subject="assumpte|tema",
        original="missatge original",
        forwarded="missatge reenviat",
        begins="inici del missatge reenviat",
        client="enviat des de|enviat des del|enviat amb|enviat a través",
        fetch="obtén|obteniu|baixa",
    ),
    Language(
        code="gl eu",
        wrote="escribiu|idatzi du|igorleak hau idatzi du|hau idatzi zuen",
        opens="o|o día",
        sender="nork|bidaltzailea|de",
        sent="bidalia|bidaltze-data|enviado o",
        to="nori|hartzailea|para",
        subject="gaia|asunto",
        original="jatorrizko mezua|mensaxe orixinal",
        forwarded="birbidalitako mezua|mensaxe reenviada",
        client="nire|enviado desde o",
    ),
)
